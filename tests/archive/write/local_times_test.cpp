// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/local_times.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

TEST_CASE_METHOD(ArchiveFixture, "what a clock showed stays as it was told first") {
    write({message("hello")});
    const auto id = std::stoll(rows("SELECT id FROM message").front());
    const LocalTime first{"2026-10-25 02:30:05", "Europe/Berlin", true};
    {
        sqlite::Database database(path, sqlite::Access::read_write);
        archive::LocalTimes times(database);
        CHECK_FALSE(times.add_lacking(id, {}));
        CHECK(times.add_lacking(id, first));
        CHECK_FALSE(times.add_lacking(id, LocalTime{"2026-10-25 02:30:05", "UTC", false}));
    }
    archive::Reader reader(path);
    CHECK(reader.find_message(id).value().local_time == first);
    CHECK(reader.verify().empty());
}
