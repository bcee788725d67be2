// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/quick_check.hpp"

#include "archive/fixture.hpp"
#include "support/damage.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;
using std::chrono::milliseconds;

TEST_CASE_METHOD(ArchiveFixture, "a sound archive is found sound while it is written") {
    for (int i = 0; i < 200; ++i) write({message_with_id("hello", std::to_string(i))});
    std::jthread writing([&](const std::stop_token& stop) {
        for (int i = 200; !stop.stop_requested(); ++i)
            write({message_with_id("hello", std::to_string(i))});
    });
    CHECK(archive::quick_check(path, {}).empty());
}

TEST_CASE_METHOD(ArchiveFixture, "damage is found in the table that has it") {
    const auto table = GENERATE(as<std::string>{}, "avatar", "message", "search_data");
    for (int i = 0; i < 200; ++i) write({message_with_id("hello", std::to_string(i))});
    writer.reset();
    damage_table(path, table);
    CHECK_THAT(archive::quick_check(path, {}), Contains("table " + table));
}

TEST_CASE_METHOD(ArchiveFixture, "a table for which there is no time is passed over") {
    for (int i = 0; i < 2000; ++i) write({message_with_id("hello", std::to_string(i))});
    std::stop_source stop;
    stop.request_stop();
    CHECK(archive::quick_check(path, stop.get_token()).empty());
    CHECK(archive::quick_check(path, {}, milliseconds(0)).empty());
}
