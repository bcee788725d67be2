// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/descriptor_limit.hpp"

#include <sys/resource.h>
#include <catch2/catch.hpp>

using namespace boswell;

static rlimit limit() {
    rlimit files{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    return files;
}

TEST_CASE("a program that is started gets the limit of descriptors that we were started with") {
    const auto before = limit();
    const rlimit small{64, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &small) == 0);
    {
        const FormerDescriptorLimit scope;  // before it is raised there is nothing to change
        CHECK(limit().rlim_cur == 64);
    }
    for (int i = 0; i < 2; ++i) {
        raise_descriptor_limit();
        CHECK(limit().rlim_cur == before.rlim_max);
        {
            const FormerDescriptorLimit scope;
            CHECK(limit().rlim_cur == 64);
        }
        CHECK(limit().rlim_cur == before.rlim_max);
    }
    CHECK(::setrlimit(RLIMIT_NOFILE, &before) == 0);
}
