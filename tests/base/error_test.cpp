// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

TEST_CASE("an explanation goes from the outermost error to the innermost") {
    try {
        try {
            throw NetworkError("no route");
        } catch (...) {
            std::throw_with_nested(Error("cannot log in"));
        }
    } catch (const std::exception& error) {
        CHECK(explain(error) == "cannot log in: no route");
        CHECK(exit_status(error) == ExitStatus::network_or_login);
    }
}

TEST_CASE("an exception of another kind counts as configuration or archive") {
    CHECK(exit_status(std::runtime_error("x")) == ExitStatus::configuration_or_archive);
    CHECK(exit_status(UsageError("x")) == ExitStatus::usage);
}

TEST_CASE("an error number is told in the system's words") {
    CHECK(errno_text(ENOENT) == "No such file or directory");
    errno = EACCES;
    CHECK(errno_text() == "Permission denied");
}
