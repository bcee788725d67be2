// SPDX-License-Identifier: GPL-3.0-or-later
// Where the key of an encrypted file is printed, and where it is not.
#include "archive/writer.hpp"
#include "cli/run.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Catch::Contains;
using Words = std::vector<std::string>;

static const std::string key = "0123456789abcdef";
static const std::string link_with_key = "aesgcm://files.example.net/photo.jpg#" + key;

namespace {

/// An archive with the key in a text, in a text that was corrected, in a file and in a stanza.
struct Fixture {
    Fixture() {
        auto text = message_with_id("look " + link_with_key, "s1");
        text.message_id = "m1";
        text.stanza = "<message><body>look " + link_with_key + "</body></message>";
        auto corrected = message("no, photo " + link_with_key, some_day + 1s);
        corrected.message_id = "m2";
        corrected.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "m1"};
        auto file = message(link_with_key, some_day + 2s);
        file.shown = "";
        file.attachments = {{.url = link_with_key}};
        archive::Writer(folder / "archive.db").write(std::vector<Event>{text, corrected, file});
    }
    Outcome boswell(Words words) const {
        words.insert(words.begin(), {"--archive", "archive.db", "--tz", "UTC"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    /// All that the command prints or writes below "out".
    std::string written(Words words, bool with_secrets) const {
        if (with_secrets) words.emplace_back("--secrets");
        std::filesystem::remove_all(folder / "out");
        const auto done = boswell(words);
        INFO(done.err);
        REQUIRE(done.status == 0);
        std::string all = done.out + done.err;
        if (std::filesystem::is_regular_file(folder / "out")) all += read_all(folder / "out");
        if (!std::filesystem::is_directory(folder / "out")) return all;
        for (const auto& each : std::filesystem::recursive_directory_iterator(folder / "out")) {
            if (each.is_regular_file()) all += read_all(each.path());
        }
        return all;
    }
    std::string number() const {
        const auto record = boswell({"search", "--json", "has:correction"}).out;
        const auto id = record.substr(record.find("\"id\":") + 5);
        return id.substr(0, id.find(','));
    }

    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "the key of an encrypted file is shown only where --secrets says so") {
    for (const auto& words : {Words{"log", "bob@example.net"},
                              {"log", "--json", "bob@example.net"},
                              {"search", "photo"},
                              {"search", "--json", "photo"},
                              {"search", "-C", "1", "photo"},
                              {"search", "--substring", "hoto"},
                              {"show", number()},
                              {"show", "--json", number()},
                              {"show", "--raw", number()},
                              {"export", "-f", "text", "-o", "out"},
                              {"export", "-f", "text", "-o", "out", "--append"},
                              {"export", "-f", "text", "-o", "out", "--per-conversation"},
                              {"export", "-f", "csv", "-o", "out"},
                              {"export", "-f", "html", "-o", "out"},
                              {"export", "-f", "html", "-o", "out", "--single"}}) {
        std::string line;
        for (const auto& word : words) line += word + ' ';
        INFO(line);
        const auto hidden = written(words, false);
        CHECK_THAT(hidden, Contains("photo.jpg#key-left-out") && !Contains(key));
        CHECK_THAT(written(words, true), Contains(key) && !Contains("key-left-out"));
    }
}

TEST_CASE_METHOD(Fixture,
                 "mails have the key, in whatever encoding, only where --secrets says so") {
    const Words words{"export", "-f", "mbox", "-o", "out"};
    CHECK_THAT(written(words, false), Contains("key-left-out") && !Contains(key));
    CHECK_THAT(written(words, true), Contains(key));
}

TEST_CASE_METHOD(Fixture, "an export from which an archive is made again has the key") {
    for (const std::string format : {"jsonl", "xep0227"}) {
        const Words words{"export", "-f", format, "-o", "out"};
        INFO(format);
        CHECK_THAT(written(words, false), Contains(link_with_key) && !Contains("key-left-out"));
        std::filesystem::remove_all(folder / "out");
        auto wrong = words;
        wrong.emplace_back("--secrets");
        const auto refused = boswell(wrong);
        CHECK(refused.status == 2);
        CHECK_THAT(refused.err, Contains("leave out --secrets"));
    }
}

TEST_CASE_METHOD(Fixture, "a table without keys brings nothing into the archive that it is of") {
    written({"export", "-f", "csv", "-o", "out.csv"}, false);
    const auto before = boswell({"export", "-f", "jsonl", "-o", "-"}).out;
    CHECK_THAT(boswell({"import", "out.csv"}).err, Contains("imported 0 messages"));
    CHECK(boswell({"export", "-f", "jsonl", "-o", "-"}).out == before);
}
