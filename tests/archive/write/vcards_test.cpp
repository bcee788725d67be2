// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/vcards.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;
using std::chrono::hours;

TEST_CASE_METHOD(ArchiveFixture, "a vCard that is as it was is confirmed, not stored again") {
    write({vcard("Bob")});
    restart();
    write({vcard("Bob", some_day + hours(1)), vcard("Bob", some_day - hours(1))});
    CHECK(rows("SELECT (confirmed_at - fetched_at) / 3600000 FROM vcard") == Rows{"1"});
}

TEST_CASE_METHOD(ArchiveFixture, "every change of a vCard is a version") {
    auto empty = vcard("");
    empty.element = "<vCard xmlns='vcard-temp'/>";
    write({vcard("Bob"), vcard("Robert"), empty, vcard("Bob")});
    CHECK(rows("SELECT full_name FROM vcard ORDER BY id") == Rows{"Bob", "Robert", "-", "Bob"});
    CHECK(rows("SELECT jid, full_name, versions FROM v_contact") == Rows{"bob@example.net|Bob|4"});
}

/// A card of which no two fields are alike.
static VCardFetched full_vcard() {
    auto value = vcard("Bob");
    value.vcard.nickname = "bobby";
    value.vcard.given = "Robert";
    value.vcard.family = "Roe";
    value.vcard.emails = {"a@example.net", "b\\\"\x01@example.net"};
    value.vcard.telephones = {{"home", "1"}, {"", "2"}};
    value.vcard.organisation = "Acme";
    value.vcard.title = "Boss";
    value.vcard.birthday = "1970-01-01";
    value.vcard.url = "https://example.net";
    value.vcard.note = "note";
    value.vcard.photo_url = "https://example.net/p.png";
    return value;
}

TEST_CASE_METHOD(ArchiveFixture, "everything of a vCard is stored, lists as JSON") {
    const auto value = full_vcard();
    write({value});
    CHECK(rows("SELECT nickname, given, family, organisation, title, birthday, url, note, "
               "photo_url FROM vcard") ==
          Rows{"bobby|Robert|Roe|Acme|Boss|1970-01-01|https://example.net|note|"
               "https://example.net/p.png"});
    CHECK(rows("SELECT value FROM vcard, json_each(email)") == value.vcard.emails);
    CHECK(rows("SELECT value ->> 'kind', value ->> 'number' FROM vcard, json_each(tel)") ==
          Rows{"home|1", "|2"});
}

TEST_CASE_METHOD(ArchiveFixture, "a vCard that is as it was in every field is one version") {
    write({full_vcard(), full_vcard()});
    CHECK(count("vcard") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "a vCard that differs in any field is another version") {
    using Change = void (*)(VCard&);
    const auto change = GENERATE(values<Change>({
        [](VCard& card) { card.full_name = "x"; },
        [](VCard& card) { card.nickname = "x"; },
        [](VCard& card) { card.given = "x"; },
        [](VCard& card) { card.family = "x"; },
        [](VCard& card) { card.emails.pop_back(); },
        [](VCard& card) { card.telephones.pop_back(); },
        [](VCard& card) { card.organisation = ""; },
        [](VCard& card) { card.title = "x"; },
        [](VCard& card) { card.birthday = ""; },
        [](VCard& card) { card.url = "x"; },
        [](VCard& card) { card.note = "x"; },
        [](VCard& card) { card.photo_url = "x"; },
    }));
    auto changed = full_vcard();
    change(changed.vcard);
    write({full_vcard(), changed});
    CHECK(count("vcard") == 2);
}

TEST_CASE_METHOD(ArchiveFixture, "a picture is kept once, and another picture is another version") {
    auto first = vcard("Bob");
    first.avatar = Avatar{"aa", "image/png", std::string("\x89PNG\0bytes", 10)};
    auto second = first;
    second.avatar->sha1 = "bb";
    auto carol = first;
    carol.contact = Jid::of("carol@example.net");
    write({first, first, carol, second, first});
    CHECK(count("vcard") == 4);
    CHECK(rows("SELECT sha1, mime, length(bytes) FROM avatar ORDER BY sha1") ==
          Rows{"aa|image/png|10", "bb|image/png|10"});
}

TEST_CASE_METHOD(ArchiveFixture, "a contact of roster and vCard is one row of the view") {
    write({RosterUpdate{alice, some_day, true, {roster_item("bob@example.net", "Bobby")}},
           RosterUpdate{alice, some_day, false, {roster_item("carol@example.net")}}, vcard("Bob")});
    CHECK(rows("SELECT jid, name, subscription, full_name, versions FROM v_contact ORDER BY jid") ==
          Rows{"bob@example.net|Bobby|both|Bob|1", "carol@example.net|-|both|-|0"});
}
