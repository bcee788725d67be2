// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/presence_contents.hpp"

#include "archive/create.hpp"
#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <vector>

using namespace boswell;
using archive::PresenceContent;

namespace {

struct ContentsFixture {
    ContentsFixture() { archive::make_archive(database); }

    sqlite::Database database = sqlite::Database::temporary();
};

}  // namespace

TEST_CASE_METHOD(ContentsFixture, "what presences say is stored once") {
    archive::PresenceContents contents(database);
    const PresenceContent away{.show = "away", .status = "at sea", .cause = "change"};
    const auto id = contents.id_of(away);
    CHECK(contents.id_of(away) == id);
    contents.forget();
    CHECK(contents.id_of(away) == id);
    CHECK(archive::PresenceContents(database).id_of(away) == id);
    CHECK(database.integer("SELECT count(*) FROM presence_content") == 1);
}

TEST_CASE_METHOD(ContentsFixture, "a long status is stored once as well") {
    archive::PresenceContents contents(database);
    const std::string status(1'000'000, 'x');
    const auto id = contents.id_of({.status = status, .cause = "change"});
    CHECK(contents.id_of({.status = status, .cause = "change"}) == id);
    CHECK(contents.id_of({.status = status + "x", .cause = "change"}) != id);
}

TEST_CASE_METHOD(ContentsFixture, "contents that differ anywhere are told apart") {
    database.execute(
        "INSERT INTO caps (id, node) VALUES (1, 'a'); INSERT INTO occupant (id, jid, affiliation, "
        "role, occupant_id) VALUES (1, '', '', '', '')");
    const std::vector<PresenceContent> different = {
        {.cause = "change"},
        {.cause = "snapshot"},
        {.type = "unavailable", .cause = "change"},
        {.show = "away", .cause = "change"},
        {.status = "away", .cause = "change"},
        {.status = "=away", .cause = "change"},
        {.priority = 1, .cause = "change"},
        {.cause = "change", .stamp = 1},
        {.cause = "change", .caps_id = 1},
        {.cause = "change", .avatar_hash = ""},
        {.cause = "change", .avatar_hash = "1"},
        {.cause = "change", .room_occupant_id = 1},
        {.cause = "change", .nick = "1"},
    };
    archive::PresenceContents contents(database);
    std::set<std::int64_t> ids;
    for (const auto& content : different) ids.insert(contents.id_of(content));
    CHECK(ids.size() == different.size());
    contents.forget();
    for (const auto& content : different) ids.insert(contents.id_of(content));
    CHECK(ids.size() == different.size());
}

TEST_CASE_METHOD(ContentsFixture, "contents of one hash are compared by all that they say") {
    archive::PresenceContents contents(database);
    const PresenceContent away{.show = "away", .cause = "change"};
    const auto id = contents.id_of(away);
    database.execute("UPDATE presence_content SET show = 'dnd'");  // as if it had that hash as well
    contents.forget();
    CHECK(contents.id_of(away) != id);
}
