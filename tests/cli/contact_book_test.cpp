// SPDX-License-Identifier: GPL-3.0-or-later
// Contacts in files for other programs: what was written is read by parsers of others.
#include "archive/writer.hpp"
#include "base/digest.hpp"
#include "cli/example_archive.hpp"
#include "cli/run.hpp"
#include "support/builders.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

namespace {

struct Fixture {
    Fixture() { write_example_archive(folder / "archive.db"); }

    Outcome contacts(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--archive", "archive.db", "contacts"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    /// 0 if a parser of others reads the file as the records say.
    int read_back(const std::string& kind, const std::string& file) const {
        std::ofstream(folder / "records", std::ios::binary) << contacts({"--json"}).out;
        return std::system(fmt::format("/usr/bin/python3 -B {} {} {} {}", BOOK_READER, kind,
                                       (folder / "records").string(), (folder / file).string())
                               .c_str());
    }

    TempDir folder;
};

}  // namespace

static const std::vector<std::string> payloads = {"one\nEMAIL:two@example.net\r\nthree\rEND:VCARD",
                                                  "a,b;c\\d\\n\"quoted\", 'and' =1+1",
                                                  "=HYPERLINK(\"http://evil.example\")",
                                                  "'+1",
                                                  "\t=1",
                                                  "\r\n@x",
                                                  "\xE2\x80\xAEgnp.exe \xE2\x81\xA7",
                                                  "x\u0085y\u2028BEGIN:VCARD\u2029z",
                                                  "\x01\x1b[2J\x7f\u009b",
                                                  std::string("nul\0here", 8),
                                                  "''",
                                                  " blanks at the ends ",
                                                  "茶👍👨‍👩‍👧‍👦 Ünïcödé"};

static void write_hostile_contacts(const std::filesystem::path& path) {
    std::vector<Event> events;
    std::vector<RosterItem> items;
    int number = 0;
    auto texts = payloads;
    texts.push_back(std::string(1u << 20, 'x') + "ö");
    for (const auto& text : texts) {
        const auto jid = Jid::of(fmt::format("m{:02}@evil.example", number++));
        items.push_back({jid, text, Subscription::both, false, {"Friends", "x" + text}, {}});
        VCard vcard{.full_name = text, .nickname = text, .given = text, .family = text};
        vcard.emails = {text, "second@example.net"};
        vcard.telephones = {{text, text}};
        vcard.organisation = vcard.title = vcard.birthday = vcard.url = vcard.note = text;
        vcard.photo_url = text;
        const auto bytes = "picture" + text;
        events.emplace_back(VCardFetched{alice, jid, some_day, vcard,
                                         Avatar{sha1_hex(bytes), "image/png", bytes}, ""});
    }
    events.emplace_back(RosterUpdate{alice, some_day, true, items});
    archive::Writer(path).write(events);
}

TEST_CASE_METHOD(Fixture, "vCards and tables are read by others as what was archived") {
    for (const bool hostile : {false, true}) {
        if (hostile) write_hostile_contacts(folder / "archive.db");
        const auto names = std::pair(hostile ? "b.vcf" : "a.vcf", hostile ? "b.csv" : "a.csv");
        const auto vcf = contacts({"--vcf", names.first});
        CHECK(vcf.status == 0);
        CHECK(vcf.err == fmt::format("boswell: exported {} contacts to {}\n",
                                     hostile ? 2 + payloads.size() + 1 : 2, names.first));
        CHECK(read_back("vcf", names.first) == 0);
        CHECK(contacts({"--csv", names.second}).status == 0);
        CHECK(read_back("csv", names.second) == 0);
        CHECK(contacts({"--vcf", "-"}).out == read_all(folder / names.first));
        CHECK(contacts({"--csv", "-"}).out == read_all(folder / names.second));
    }
}

TEST_CASE_METHOD(Fixture, "one contact, and contacts as they were, go into a file as well") {
    const auto now = contacts({"--vcf", "-", "bob@example.net"});
    CHECK_THAT(now.out, Contains("FN:Bobby Tables\r\n") && Contains("PHOTO:data:image/png;"));
    CHECK(now.out.find("carol") == std::string::npos);
    const auto then = contacts({"--vcf", "-", "--at", "2026-11-20", "bob@example.net"});
    CHECK_THAT(then.out, Contains("FN:Bob\r\n") && !Contains("FN:Bobby Tables"));
}

TEST_CASE_METHOD(Fixture, "what the vCard has beyond its main fields is in the file, too") {
    VCard vcard;
    vcard.full_name = "Robert";
    const std::vector<Event> events = {
        VCardFetched{alice,
                     bob,
                     at("2026-11-22T12:00:00Z"),
                     vcard,
                     {},
                     "<vCard xmlns='vcard-temp'><ADR><HOME/><STREET>Mole 1</STREET></ADR>"
                     "<N><MIDDLE>Q.</MIDDLE></N></vCard>"}};
    archive::Writer(folder / "archive.db").write(events);
    CHECK_THAT(contacts({"--vcf", "-", "bob@example.net"}).out,
               Contains("ADR;TYPE=home:;;Mole 1;;;;\r\n") && Contains("N:;;Q.;;\r\n"));
}

TEST_CASE_METHOD(Fixture,
                 "a file of contacts overwrites nothing, and appears whole or not at all") {
    std::ofstream(folder / "x.vcf") << "precious";
    for (const auto* const option : {"--vcf", "--csv", "--avatar"}) {
        const auto refused = contacts({option, "x.vcf", "bob@example.net"});
        CHECK(refused.status == 3);
        CHECK_THAT(refused.err, Contains("x.vcf exists already; --force overwrites it"));
    }
    CHECK(read_all(folder / "x.vcf") == "precious");
    CHECK(contacts({"--avatar", "x.vcf", "--force", "bob@example.net"}).status == 0);
    CHECK(read_all(folder / "x.vcf") == "abc");
    CHECK(contacts({"--vcf", "x.vcf", "--force"}).status == 0);
    CHECK_THAT(read_all(folder / "x.vcf"), Catch::StartsWith("BEGIN:VCARD\r\n"));
    CHECK(contacts({"--csv", "no/such/folder.csv"}).status == 3);
    CHECK(contacts({"--csv", "/dev/full"}).status == 3);
}

TEST_CASE_METHOD(Fixture, "what has no meaning for a file of contacts is told") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> wrong = {
        {{"--vcf", "a", "--csv", "b"}, "either --vcf or --csv"},
        {{"--vcf", "a", "--json"}, "--json has no meaning beside --vcf"},
        {{"--csv", "a", "--history", "bob@example.net"}, "--history has no meaning beside --csv"},
        {{"--vcf", "a", "--avatar", "b", "bob@example.net"}, "--avatar has no meaning"},
        {{"--vcf", ""}, "--vcf needs the name of a file"},
        {{"--csv", "a", "Nobody Atall"}, "there is no contact 'Nobody Atall'"}};
    for (const auto& [words, said] : wrong) {
        const auto outcome = contacts(words);
        CHECK(outcome.status == 2);
        CHECK_THAT(outcome.err, Contains(said));
    }
    CHECK(contacts({"--csv", "a", "nobody@example.net"}).status == 1);
    CHECK_FALSE(std::filesystem::exists(folder / "a"));
}
