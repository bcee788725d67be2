// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/earlier_presences.hpp"

#include "archive/create.hpp"
#include "archive/fixture.hpp"
#include "archive/old_archive.hpp"
#include "archive/reader.hpp"
#include "archive/upgrade.hpp"
#include "sqlite/migrations.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

using Rows = std::vector<std::string>;

static constexpr auto as_it_was =
    "SELECT account_id, contact_id, seen_at, n, resource_id, type, show, status, priority, cause, "
    "stamp, caps_id, avatar_hash, room_occupant_id, nick, observation_id FROM {} ORDER BY 1, 2, 3, "
    "4";

static Rows presences_in(const std::filesystem::path& path, const std::string& table) {
    return rows(path, fmt::format(fmt::runtime(as_it_was), table));
}

/// Every value that a presence can have, with and without the others.
static constexpr auto of_all_kinds = R"(
INSERT INTO resource (id, name) VALUES (1, 'phone');
INSERT INTO caps (id, node) VALUES (7, 'https://example.org#hash');
INSERT INTO occupant (id, jid, affiliation, role, occupant_id) VALUES (9, '', 'member', 'visitor', '');
INSERT INTO observation (id, account_id, since, until, presence) VALUES (3, 1, 1000, 9000, 1);
INSERT INTO presence VALUES
    (1, 1, 1000, 0, 1, NULL, NULL, NULL, NULL, 'snapshot', NULL, NULL, NULL, NULL, NULL, 3),
    (1, 1, 1000, 1, 1, NULL, 'dnd', 'at sea', -1, 'change', NULL, 7, '', NULL, NULL, 3),
    (1, 1, 2000, 0, 1, NULL, 'dnd', 'at sea', -1, 'change', NULL, 7, 'ab', NULL, NULL, 3),
    (1, 1, 3000, 0, NULL, 'unavailable', NULL, 'a
b', NULL, 'change', 2500, NULL, NULL, NULL, NULL, NULL),
    (1, 2, 1000, 0, NULL, 'subscribe', NULL, NULL, NULL, 'change', NULL, NULL, NULL, NULL, 'Nurse', 3),
    (1, 2, 1000, 1, 1, NULL, NULL, NULL, NULL, 'room', NULL, NULL, NULL, 9, NULL, NULL);
)";

TEST_CASE("presences of earlier versions are moved with every value that they have") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    make_old_archive(path, 24);
    sqlite::Database(path, sqlite::Access::read_write).execute(of_all_kinds);
    const auto before = presences_in(path, "presence");
    REQUIRE(before.size() == 6);

    archive::upgrade(path);
    CHECK(presences_in(path, "presence") == before);
    CHECK(rows(path, "SELECT count(*) FROM earlier_presence") == Rows{"0"});
    CHECK(archive::Reader(path).verify().empty());
}

static void add_many(const std::filesystem::path& path) {
    sqlite::Database(path, sqlite::Access::read_write).execute(R"(
INSERT INTO observation (id, account_id, since, until, presence) VALUES (1, 1, 1000, 90000, 1);
WITH number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < 45000)
INSERT INTO presence (account_id, contact_id, seen_at, n, show, cause, observation_id)
SELECT 1, 1 + i % 2, 1000 + i, 0, iif(i % 3, 'away', NULL), 'change', 1 FROM number)");
}

TEST_CASE(
    "moving presences goes on where it was stopped, and nothing reads the archive meanwhile") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    make_old_archive(path, 24);
    add_many(path);
    const auto before = presences_in(path, "presence");
    {
        sqlite::Database database(path, sqlite::Access::read_write);
        database.prepare_for_writing();
        sqlite::migrate(database, archive::schema());
        archive::add_fixed_rows(database);
        archive::EarlierPresences presences(database);
        REQUIRE(presences.step());
        CHECK(presences.moved() == 20'000);
    }
    CHECK(rows(path, "SELECT count(*) FROM earlier_presence") == Rows{"25000"});
    CHECK_THROWS_WITH(archive::Reader(path), Catch::Contains("is being brought up to date"));

    archive::upgrade(path);
    CHECK(presences_in(path, "presence") == before);
    CHECK(rows(path, "SELECT count(*) FROM presence_content") == Rows{"2"});
    CHECK(archive::Reader(path).verify().empty());
}

TEST_CASE("a conversion that was not over when presences were to be moved is not taken for done") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    make_old_archive(path, 24);
    add_many(path);
    sqlite::Database(path, sqlite::Access::read_write)
        .execute("INSERT INTO conversion VALUES (1); UPDATE message SET has = NULL");
    archive::upgrade(path);
    CHECK(rows(path, "SELECT count(*) FROM message WHERE has IS NULL") == Rows{"0"});
    CHECK(rows(path, "SELECT count(*) FROM conversion") == Rows{"0"});
}
