// SPDX-License-Identifier: GPL-3.0-or-later
// One person, several addresses: [[person]] in the configuration, as seen by who uses boswell.
#include "cli/example_archive.hpp"
#include "cli/run.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace boswell::test;
using Catch::Contains;

namespace {

/// The example archive, and a configuration in which bob@example.net and dave@example.net are one.
struct Fixture {
    Fixture() {
        write_example_archive(folder / "archive.db");
        configure(
            "[[person]]\nname = \"Carol\"\njids = [\"bob@example.net\", \"dave@example.net\"]\n");
    }

    void configure(const std::string& content) const {
        std::ofstream(folder / "boswell.toml") << "archive = \"archive.db\"\n" << content;
    }
    Outcome boswell(std::vector<std::string> words,
                    const std::map<std::string, std::string>& environment = {
                        {"BOSWELL_CONFIG", "boswell.toml"}}) const {
        words.insert(words.begin(), {"--tz", "UTC"});
        return run(words, {.folder = folder.path(), .added = environment});
    }
    std::string out(const std::vector<std::string>& words) const {
        const auto outcome = boswell(words);
        INFO(outcome.err);
        CHECK(outcome.status == 0);
        return outcome.out;
    }

    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a person's name stands for all addresses in a query and with --with") {
    const std::string both = "with:bob@example.net OR with:dave@example.net";
    CHECK(out({"search", "-w", "carol"}) == out({"search", both}));
    CHECK(out({"search", "with:CAROL"}) == out({"search", both}));
    CHECK(out({"search", "from:Carol"}) ==
          out({"search", "from:bob@example.net OR from:dave@example.net"}));
    CHECK(out({"search", "to:Carol tea OR to:Carol yes"}) ==
          out({"search", "(to:bob@example.net OR to:dave@example.net) (tea OR yes)"}));
    CHECK(out({"search", "--count", "--", "-with:Carol"}) ==
          out({"search", "--count", "--", "-(" + both + ")"}));
    CHECK(out({"conversations", "Carol"}) ==
          out({"conversations", "bob@example.net", "dave@example.net"}));
    CHECK_THAT(out({"export", "-f", "text", "-o", "-", "-w", "Carol"}),
               Contains("and bob@example.net ==") && Contains("and dave@example.net =="));
}

TEST_CASE_METHOD(Fixture, "a person's name comes before that of the roster and of the address") {
    CHECK_THAT(out({"search", "lighthouse"}), Contains("Carol: Meet me at the lighthouse"));
    CHECK_THAT(out({"conversations"}), Contains("dave@example.net  Carol\n"));
    CHECK_THAT(out({"contacts"}), Contains("Carol") && !Contains("Bobby Tables"));
    CHECK_THAT(out({"contacts", "bob@example.net"}),
               Contains("person        Carol") && Contains("name          Bobby Tables"));
    // The contact carol@example.com is meant only by the address.
    CHECK(out({"search", "--count", "with:carol"}) == out({"search", "--count", "-w", "Carol"}));
    CHECK_THAT(out({"search", "with:carol@example.com"}), Contains("nobody is to know"));
}

TEST_CASE_METHOD(Fixture, "records name the person beside the address") {
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"search", "--json", "lighthouse"},
             {"log", "--json", "-n", "1", "Carol"},
             {"conversations", "--json", "bob@example.net"},
             {"contacts", "--json", "bob@example.net"},
             {"show", "--json", "848512980000"},
             {"search", "--json", "--by", "contact", "lighthouse"},
             {"export", "-f", "jsonl", "-o", "-", "lighthouse"}}) {
        INFO(words.front());
        CHECK_THAT(out(words), Contains("\"person\":\"Carol\""));
    }
    CHECK(out({"search", "--json", "-w", "carol@example.com"}).find("person") == std::string::npos);
}

TEST_CASE_METHOD(Fixture, "an export in which a person is named comes back") {
    CHECK(boswell({"export", "-f", "jsonl", "-o", "all.jsonl"}).status == 0);
    CHECK(boswell({"--archive", "other.db", "import", "all.jsonl"}).status == 0);
    CHECK(out({"--archive", "other.db", "search", "--count", "from:Carol"}) ==
          out({"search", "--count", "from:Carol"}));
}

TEST_CASE_METHOD(Fixture, "a transcript with a person says where the address changes") {
    const auto log = out({"log", "-S", "2026-11-21", "-U", "2026-11-21", "Carol"});
    const auto first = log.find("-- bob@example.net --\n[06:44:38] Carol: Two lines:");
    const auto second = log.find("-- dave@example.net --\n[13:00:00] Carol: Shall we meet");
    CHECK(first != std::string::npos);
    CHECK(second != std::string::npos);
    CHECK(first < second);
    CHECK(out({"log", "bob@example.net"}).find("-- ") == std::string::npos);
    CHECK_THAT(out({"log", "--around", "2026-11-21 12:30", "-n", "4", "Carol"}),
               Contains("-- dave@example.net --"));
    const auto none = boswell({"log", "-S", "2026-12-01", "Carol"});
    CHECK(none.status == 1);
    CHECK_THAT(none.err, Contains("no messages with Carol in that time"));
}

TEST_CASE_METHOD(Fixture, "presence puts the addresses of a person together") {
    const std::vector<std::string> on_the_20th = {"-S", "2026-11-20T17:00:00Z", "-U",
                                                  "2026-11-20T20:00:00Z"};
    const auto presence = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "presence");
        words.insert(words.end(), on_the_20th.begin(), on_the_20th.end());
        return out(words);
    };
    const auto intervals = presence({"Carol"});
    CHECK_THAT(intervals, Contains("Carol: bob@example.net, dave@example.net\n"));
    // Nobody ever saw dave, so that nobody knows either when both were offline.
    CHECK(intervals.find("offline") == std::string::npos);
    CHECK_THAT(intervals, Contains("away") && Contains("unknown"));
    configure("[[person]]\nname = \"Bobby\"\njids = [\"bob@example.net\"]\n");
    CHECK_THAT(presence({"Bobby"}), Contains("offline"));
    for (const auto* const view : {"summary", "timeline", "heatmap"})
        CHECK_THAT(presence({"--view", view, "Bobby"}), Contains("Bobby: bob@example.net\n"));
    CHECK_THAT(presence({"--json", "Bobby"}),
               Contains("\"contact\":\"bob@example.net\",\"person\":\"Bobby\",\"state\":\"away\""));
    CHECK_THAT(presence({"--resources", "Bobby"}), Contains("bob@example.net/laptop (Bobby)"));
    CHECK_THAT(presence({"--view", "together", "Bobby", "bob@example.net"}),
               Contains("Bobby, bob@example.net\n") && Contains("online"));
    CHECK_THAT(out({"presence", "--at", "2026-11-20T18:00:00Z", "Bobby"}),
               Contains("Bobby") && Contains("online") && Contains("1 online, 0 offline"));
}

TEST_CASE_METHOD(Fixture, "what is wrong with a person is told with its line, and is status 3") {
    const std::vector<std::pair<std::string, std::string>> wrong = {
        {"[[person]]\nname = \"Bob\"\njids = []\n", "boswell.toml:4: 'Bob' has no addresses"},
        {"[[person]]\nname = \"Bob\"\njids = [\"bob\"]\n",
         "boswell.toml:4: 'bob' is not an address"},
        {"[[person]]\nname = \"Bob\"\njids = [\"a@a\"]\n[[person]]\nname = \"BOB\"\njids = "
         "[\"b@b\"]\n",
         "boswell.toml:6: 'BOB' and 'Bob' are the same name"},
        {"[[person]]\nname = \"A\"\njids = [\"a@a\"]\n[[person]]\nname = \"B\"\njids = [\"a@a\"]\n",
         "boswell.toml:7: a@a is listed for 'A' already"},
        {"[[person]]\nname = \"a@a\"\njids = [\"a@a\"]\n", "boswell.toml:3: 'a@a' could be taken"},
        {"person = 1\n", "boswell.toml:2: a person is a table"}};
    for (const auto& [content, said] : wrong) {
        configure(content);
        const auto outcome = boswell({"search", "tea"});
        CHECK(outcome.status == 3);
        CHECK(outcome.out.empty());
        CHECK_THAT(outcome.err, Contains(said));
    }
}

TEST_CASE_METHOD(Fixture, "a configuration that cannot be read is told once and not needed") {
    std::filesystem::create_directory(folder / "folder.toml");
    std::ofstream(folder / "broken.toml") << "[[person]\n";
    std::ofstream(folder / "faulty.toml") << "[[person]]\nname = 'Bob'\n";
    for (const std::string file : {"folder.toml", "nowhere.toml", "broken.toml", "faulty.toml"}) {
        const std::map<std::string, std::string> environment = {{"BOSWELL_CONFIG", file}};
        const auto known =
            boswell({"--archive", "archive.db", "search", "lighthouse"}, environment);
        CHECK(known.status == 0);
        CHECK_THAT(known.out, Contains("Bob: Meet me"));
        CHECK_THAT(known.err, Contains(file) && Contains("going on without the configuration\n"));
        CHECK(known.err.find("boswell: ") == known.err.rfind("boswell: "));
        const auto needed = boswell({"search", "lighthouse"}, environment);
        CHECK(needed.status == 3);
        CHECK_THAT(needed.err, Contains(file));
    }
    const auto unknown = boswell({"search", "with:Nobody"});
    CHECK(unknown.status == 2);
}
