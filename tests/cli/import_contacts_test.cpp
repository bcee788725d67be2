// SPDX-License-Identifier: GPL-3.0-or-later
// Contacts out of files of others: vCards, and the rosters of servers.
#include "archive/writer.hpp"
#include "cli/run.hpp"
#include "support/builders.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <fstream>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

namespace {

struct Fixture {
    Fixture() {
        VCard known{.full_name = "Robert, the \"first\"; of\nmany",
                    .nickname = "bobby",
                    .given = "Robert",
                    .family = "Tables",
                    .emails = {"bob@example.net", "b@example.com"},
                    .telephones = {{"cell", "+49 30 1234"}, {"", "5"}},
                    .organisation = "Lighthouse Ltd.",
                    .title = "keeper",
                    .birthday = "1970-01-02",
                    .url = "https://example.net/",
                    .note = "likes tea",
                    .photo_url = ""};
        const Avatar picture{"a9993e364706816aba3e25717850c26c9cd0d89d", "image/png", "abc"};
        const VCardFetched fetched{alice, bob, some_day, known, picture, element};
        auto own = fetched;
        own.contact = alice;
        own.vcard = {.full_name = "Alice"};
        own.element = "<vCard xmlns='vcard-temp'><FN>Alice</FN></vCard>";
        RosterUpdate roster{.account = alice, .seen_at = some_day, .complete = true, .items = {}};
        roster.items = {{bob, "Bob", Subscription::both, false, {"Friends"}, {}},
                        {Jid::of("carol@example.net"), "Carol", Subscription::to, false, {}, {}}};
        const std::vector<Event> events{fetched, own, roster, message("hello")};
        archive::Writer(folder / "a.db").write(events);
    }
    Outcome boswell(const std::string& archive, std::vector<std::string> words) const {
        words.insert(words.begin(), {"--archive", archive});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    std::string contact(const std::string& archive, const std::string& jid) const {
        return boswell(archive, {"contacts", "--json", jid}).out;
    }

    static constexpr auto element =
        "<vCard xmlns='vcard-temp'><FN>Robert</FN><N><MIDDLE>Q.</MIDDLE></N></vCard>";
    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "what contacts --vcf has written comes back") {
    REQUIRE(boswell("a.db", {"contacts", "--vcf", "book.vcf"}).status == 0);
    const auto refused = boswell("b.db", {"import", "book.vcf"});
    CHECK(refused.status == 3);
    CHECK_THAT(refused.err, Contains("does not say whose contacts it has; say whose history it is "
                                     "with --account JID"));
    const std::vector<std::string> import{"import", "--account", "alice@example.org", "book.vcf"};
    const auto first = boswell("b.db", import);
    CHECK(first.status == 0);
    CHECK_THAT(first.err, Contains("2 versions of contacts; 0 were here already; 1 skipped") &&
                              Contains("1 cards are of contacts that had no vCard"));
    const auto vcard_in = [](const std::string& record) {
        const auto begin = record.find("\"vcard\":");
        return record.substr(begin, record.find("\"fetched_at\"") - begin) +
               record.substr(record.find("\"avatar\":"));
    };
    CHECK(vcard_in(contact("b.db", "bob@example.net")) ==
          vcard_in(contact("a.db", "bob@example.net")));
    CHECK_THAT(contact("b.db", "bob@example.net"), Contains("2026-03-14T15:09:26.000Z"));
    CHECK_THAT(boswell("b.db", {"contacts", "--vcf", "-"}).out, Contains("N:Tables;Robert;Q.;;"));
    CHECK_THAT(boswell("b.db", import).err,
               Contains("0 versions of contacts; 2 were here already"));
    CHECK_THAT(boswell("a.db", import).err,
               Contains("0 versions of contacts; 2 were here already"));
    CHECK(boswell("b.db", {"import", "--undo", "1"}).status == 0);
    CHECK(boswell("b.db", {"import", "--undo", "2"}).status == 0);
    CHECK(boswell("b.db", {"contacts", "--json"}).out.empty());
}

TEST_CASE_METHOD(Fixture, "a roster of a server comes into an archive that has none") {
    const auto written = boswell(
        "a.db", {"export", "-f", "xep0227", "--what", "messages,contacts", "-o", "server.xml"});
    REQUIRE(written.status == 0);
    const auto text = read_all(folder / "server.xml");
    CHECK_THAT(text, Contains("<FN>Alice</FN>") && Contains("<BINVAL>YWJj</BINVAL>"));
    const auto first = boswell("b.db", {"import", "server.xml"});
    CHECK_THAT(first.err, Contains("1 messages") && Contains("4 versions of contacts"));
    CHECK_THAT(contact("b.db", "bob@example.net"),
               Contains("\"name\":\"Bob\"") && Contains("\"subscription\":\"both\""));
    CHECK_THAT(contact("b.db", "alice@example.org"), Contains("\"full_name\":\"Alice\""));
    CHECK_THAT(boswell("b.db", {"import", "server.xml"}).err,
               Contains("0 versions of contacts; 5 were here already; 0 skipped"));
    CHECK(boswell("b.db", {"import", "--undo", "2"}).status == 0);
    CHECK(boswell("b.db", {"import", "--undo", "1"}).status == 0);
    CHECK(boswell("b.db", {"contacts", "--json"}).out.empty());
}

TEST_CASE_METHOD(Fixture, "vCards of contacts come back from an export for servers, with dates") {
    const std::vector<std::string> to{"export", "-f", "xep0227", "--what", "messages,contacts",
                                      "-o"};
    const auto exported = [&](const std::string& archive, const std::string& file) {
        auto words = to;
        words.push_back(file);
        REQUIRE(boswell(archive, words).status == 0);
        return read_all(folder / file);
    };
    const auto text = exported("a.db", "one.xml");
    CHECK_THAT(text, Contains("<contact xmlns='https://boswell.invalid/contact' "
                              "jid='bob@example.net' since='2026-03-14T15:09:26.535Z'><vCard") &&
                         Contains("<MIDDLE>Q.</MIDDLE>"));
    REQUIRE(boswell("b.db", {"import", "one.xml"}).status == 0);
    const auto since = [&](const std::string& archive) {
        const auto record = contact(archive, "bob@example.net");
        return record.substr(record.find("\"fetched_at\""));
    };
    CHECK(since("b.db") == since("a.db"));
    CHECK(exported("b.db", "two.xml") == text);
    CHECK(boswell("a.db", {"export", "-f", "xep0227", "--layout", "prosody", "-o", "folder",
                           "--what", "contacts"})
              .status == 0);
    CHECK_THAT(read_all(folder / "folder/alice@example.org.xml"),
               Contains("</query>") && Contains("<MIDDLE>Q.</MIDDLE>"));
}

TEST_CASE_METHOD(Fixture, "a vCard of an unknown contact or of no date is told and left out") {
    for (const auto* const attributes :
         {"", "jid='bob@example.net'", "since='2026-03-14T15:09:26Z'",
          "jid='bob@example.net/x' since='2026-03-14T15:09:26Z'",
          "jid='@' since='2026-03-14T15:09:26Z'"}) {
        std::ofstream(folder / "server.xml")
            << "<server-data xmlns='urn:xmpp:pie:0'><host jid='example.org'><user name='alice'>"
               "<contact xmlns='https://boswell.invalid/contact' "
            << attributes
            << "><vCard xmlns='vcard-temp'><FN>B</FN></vCard></contact><vCard xmlns='vcard-temp'>"
               "<FN>Alice</FN></vCard></user></host></server-data>";
        const auto outcome = boswell("c.db", {"import", "server.xml"});
        CHECK_THAT(outcome.err, Contains("a contact does not say whose it is and since when") &&
                                    Contains("1 failed"));
        CHECK_THAT(contact("c.db", "alice@example.org"), Contains("\"full_name\":\"Alice\""));
    }
    CHECK(contact("c.db", "bob@example.net").empty());
}

TEST_CASE_METHOD(Fixture, "a roster of a server does not overrule the one that an agent had") {
    std::ofstream(folder / "server.xml")
        << "<server-data xmlns='urn:xmpp:pie:0'><host jid='example.org'><user name='alice'>"
           "<query xmlns='jabber:iq:roster'><item jid='bob@example.net' subscription='none'/>"
           "</query></user></host></server-data>";
    const auto before = contact("a.db", "bob@example.net");
    const auto outcome = boswell("a.db", {"import", "server.xml"});
    CHECK_THAT(outcome.err, Contains("0 versions of contacts; 0 were here already; 1 skipped") &&
                                Contains("1 roster entries and vCards without a date were skipped, "
                                         "because the archive has the account's roster"));
    CHECK(contact("a.db", "bob@example.net") == before);
}
