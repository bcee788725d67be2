// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/contact_fields.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using view::FieldLines;

TEST_CASE("a contact card has everything of the roster entry and the vCard, in a fixed order") {
    ContactRecord contact{.account = alice, .jid = bob, .name = "Bob"};
    contact.subscription = Subscription::to;
    contact.mark = RosterMark::pinned;
    contact.groups = {"Friends", "Tea"};
    contact.vcard = VCardVersion{.fetched_at = some_day,
                                 .vcard = {.full_name = "Robert Example",
                                           .nickname = "bobby",
                                           .given = "Robert",
                                           .family = "Example",
                                           .emails = {"bob@example.net", "b@example.com"},
                                           .telephones = {{"cell", "+1"}, {"", "+2"}},
                                           .organisation = "Lighthouse Ltd.",
                                           .title = "keeper",
                                           .birthday = "1970-01-01",
                                           .url = "https://example.net/",
                                           .note = "likes tea",
                                           .photo_url = "https://example.net/bob.png"},
                                 .avatar_sha1 = "a9993e36",
                                 .avatar_mime = "image/png",
                                 .avatar_bytes = 3};
    CHECK(view::contact_fields(contact) == FieldLines{{"name", "Bob"},
                                                      {"subscription", "to"},
                                                      {"marked", "pinned"},
                                                      {"group", "Friends"},
                                                      {"group", "Tea"},
                                                      {"full name", "Robert Example"},
                                                      {"nickname", "bobby"},
                                                      {"given name", "Robert"},
                                                      {"family name", "Example"},
                                                      {"email", "bob@example.net"},
                                                      {"email", "b@example.com"},
                                                      {"telephone", "+1 (cell)"},
                                                      {"telephone", "+2"},
                                                      {"organisation", "Lighthouse Ltd."},
                                                      {"title", "keeper"},
                                                      {"birthday", "1970-01-01"},
                                                      {"url", "https://example.net/"},
                                                      {"note", "likes tea"},
                                                      {"photo at", "https://example.net/bob.png"},
                                                      {"avatar", "3 bytes, a9993e36"}});
}

TEST_CASE("what is not known of a contact has no line on its card") {
    ContactRecord contact{.account = alice, .jid = bob};
    CHECK(view::contact_fields(contact).empty());
    contact.subscription = Subscription::remove;
    contact.vcard = VCardVersion{.fetched_at = some_day};
    CHECK(view::contact_fields(contact) == FieldLines{{"subscription", "no longer in the roster"}});
}
