// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/vcard.hpp"

#include "formats/contact_csv.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using Catch::Contains;
using formats::to_vcard;

static ContactRecord bob() {
    ContactRecord contact;
    contact.account = Jid::of("alice@example.org");
    contact.jid = Jid::of("bob@example.net");
    return contact;
}

static ContactRecord bob_with(VCard vcard) {
    auto contact = bob();
    contact.vcard = VCardVersion{};
    contact.vcard->vcard = std::move(vcard);
    contact.vcard->fetched_at = parse_rfc3339("2026-11-21T12:00:07.123Z").value();
    return contact;
}

TEST_CASE("a contact with a vCard has every field of it in an address book") {
    auto contact = bob_with({.full_name = "Robert Example",
                             .nickname = "bobby",
                             .given = "Robert",
                             .family = "Example",
                             .emails = {"bob@example.net"},
                             .telephones = {{"cell", "+49 30 1234"}, {"", "5"}},
                             .organisation = "Lighthouse Ltd.",
                             .title = "keeper",
                             .birthday = "1970-01-02",
                             .url = "https://example.net/",
                             .note = "likes tea",
                             .photo_url = "https://tracker.example/bob.png"});
    contact.name = "Bob";
    contact.groups = {"Friends", "Tea"};
    const VCardDetails details{
        .middle = "Q.",
        .prefix = "Dr.",
        .suffix = "jun.",
        .units = {"Lamps"},
        .role = "watch",
        .addresses = {{.kind = "work", .street = "Mole 1", .code = "24103"}}};
    const Avatar avatar{.sha1 = "", .mime = "image/PNG", .bytes = "abc"};
    const auto text = to_vcard(contact, details, avatar);
    const auto body = text.substr(text.find("UID:"));
    CHECK(body ==
          "UID:urn:uuid:97333bd3-ae61-5937-89d0-9af1f0af9b71\r\nFN:Bob\r\nFN:Robert Example\r\n"
          "N:Example;Robert;Q.;Dr.;jun.\r\nNICKNAME:bobby\r\nIMPP:xmpp:bob@example.net\r\n"
          "EMAIL:bob@example.net\r\nTEL;TYPE=cell:+49 30 1234\r\nTEL:5\r\n"
          "ADR;TYPE=work:;;Mole 1;;;24103;\r\nURL:https://example.net/\r\n"
          "ORG:Lighthouse Ltd.;Lamps\r\nTITLE:keeper\r\nROLE:watch\r\nBDAY:19700102\r\n"
          "NOTE:likes tea\r\nCATEGORIES:Friends,Tea\r\nPHOTO:data:image/png;base64,YWJj\r\n"
          "REV:20261121T120007Z\r\nEND:VCARD\r\n");
    CHECK_THAT(text, Catch::StartsWith("BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:"));
}

TEST_CASE("a vCard always has a name") {
    CHECK_THAT(to_vcard(bob(), {}, {}), Contains("\r\nFN:bob@example.net\r\n"));
    CHECK_THAT(to_vcard(bob_with({.nickname = "bobby"}), {}, {}), Contains("\r\nFN:bobby\r\n"));
    auto named = bob_with({.full_name = "Bob"});
    named.name = "Bob";
    const auto text = to_vcard(named, {}, {});
    CHECK(text.find("FN:Bob") == text.rfind("FN:Bob"));
}

TEST_CASE("what a stranger claims of types becomes no parameter and no type of file") {
    const auto text = to_vcard(bob_with({.telephones = {{"x;y:z", "1"}, {"HOME", "2"}}}), {},
                               Avatar{.sha1 = "", .mime = "text/html", .bytes = "abc"});
    CHECK_THAT(text, Contains("TEL:1\r\n") && Contains("TEL:2\r\n") &&
                         Contains("PHOTO:data:application/octet-stream;base64,YWJj\r\n"));
    const Avatar odd{.sha1 = "", .mime = "image/png;x=\r\nFN:y", .bytes = "abc"};
    CHECK_THAT(to_vcard(bob(), {}, odd), Contains("data:application/octet-stream;base64,"));
}

TEST_CASE("a birthday that is no date of the calendar's form is a text") {
    const auto birthday = [](const std::string& text) {
        const auto vcard = to_vcard(bob_with({.birthday = text}), {}, {});
        const auto begin = vcard.find("BDAY");
        return vcard.substr(begin, vcard.find('\r', begin) - begin);
    };
    CHECK(birthday("19700102") == "BDAY:19700102");
    CHECK(birthday("1970-01-02T00:00:00Z") == "BDAY:19700102");
    CHECK(birthday("in May, 1970") == "BDAY;VALUE=text:in May\\, 1970");
    CHECK(birthday("1970-1-2") == "BDAY;VALUE=text:1970-1-2");
}

TEST_CASE("a JID is written as a URI") {
    using formats::xmpp_uri;
    CHECK(xmpp_uri(Jid::of("bob@example.net")) == "xmpp:bob@example.net");
    CHECK(xmpp_uri(Jid::of("example.net")) == "xmpp:example.net");
    CHECK(xmpp_uri(Jid::of("b\\20o#b%1@example.net")) == "xmpp:b%5C20o%23b%251@example.net");
    CHECK(xmpp_uri(Jid::of("jürgen@bücher.example")) == "xmpp:j%C3%BCrgen@b%C3%BCcher.example");
}

TEST_CASE("each account has a UID of its own for a contact, and always the same") {
    const auto uid = [](const ContactRecord& contact) {
        const auto text = to_vcard(contact, {}, {});
        return text.substr(text.find("UID:"), 49);
    };
    auto other = bob();
    other.account = Jid::of("carol@example.org");
    auto renamed = bob();
    renamed.name = "Robert";
    CHECK(uid(bob()) == uid(renamed));
    CHECK(uid(bob()) != uid(other));
}

TEST_CASE("a contact is a row with as many cells as the head of the table") {
    CHECK_THAT(formats::contact_csv_head(), Catch::StartsWith("account,jid,name,") &&
                                                Catch::EndsWith("avatar_sha1,mark,photo_url\r\n"));
    auto contact = bob_with({.emails = {"a@b", "c\nd"}, .telephones = {{"cell", "+1"}}});
    contact.name = "=1+1";
    contact.subscription = Subscription::both;
    contact.groups = {"Friends", "Tea"};
    contact.versions = 2;
    CHECK(formats::contact_csv_row(contact) ==
          "alice@example.org,bob@example.net,'=1+1,both,\"Friends\nTea\",,,,,\"a@b\nc d\","
          "'+1 (cell),,,,,,2026-11-21T12:00:07.123Z,2,,,\r\n");
}
