// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/shared_library.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace boswell;
using Catch::Contains;

TEST_CASE(
    "a library is loaded when it is asked for, and what is missing is told with its package") {
    const SharedLibrary library("libm.so.6", "numbers need", "libc6");
    decltype(static_cast<double (*)(double)>(&std::cbrt)) root = nullptr;
    library.find(root, "cbrt");
    CHECK(root(27.0) == Approx(3.0));
    CHECK_THROWS_WITH(library.find(root, "no_such_function"), Contains("no_such_function"));
    CHECK_THROWS_WITH(SharedLibrary("libnone.so.0", "tests need", "libnone0"),
                      Contains("tests need libnone.so.0") && Contains("apt install libnone0"));
}
