// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation is one account with one address, also where a person who types that address would
// mean several conversations.
#include "archive/writer.hpp"
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

namespace {

/// Messages from a server itself, from two of its users, and from one of a domain below it.
struct OneServer {
    OneServer() {
        archive::Writer writer(folder / "archive.db");
        writer.write(std::vector<Event>{
            incoming("2026-11-20T18:00:00Z", "localhost", "the server"),
            incoming("2026-11-20T18:01:00Z", "boss@localhost/pc", "the boss"),
            incoming("2026-11-20T18:02:00Z", "localhost@localhost", "a namesake"),
            incoming("2026-11-20T18:03:00Z", "rooms.localhost", "its rooms")});
    }
    Outcome boswell(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--tz", "UTC"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    TempDir folder;
};

}  // namespace

static auto records(const std::string& jsonl) {
    auto count = 0;
    for (auto at = jsonl.find(R"("kind":"message")"); at != std::string::npos;
         at = jsonl.find(R"("kind":"message")", at + 1))
        ++count;
    return count;
}

TEST_CASE_METHOD(OneServer, "an export has each message once, and import makes as many of them") {
    const auto all = boswell({"--archive", "archive.db", "export", "-f", "jsonl", "-o", "all"});
    CHECK_THAT(all.err, Contains("exported 4 messages"));
    CHECK(records(read_all(folder / "all")) == 4);
    CHECK(boswell({"--archive", "other.db", "import", "all"}).status == 0);
    boswell({"--archive", "other.db", "export", "-f", "jsonl", "-o", "again"});
    CHECK(read_all(folder / "again") == read_all(folder / "all"));
    const auto text = boswell({"--archive", "archive.db", "export", "-f", "text", "-o", "-"});
    CHECK(text.out.find("the boss") == text.out.rfind("the boss"));
}

TEST_CASE_METHOD(OneServer, "log of a domain shows what the domain itself has said") {
    const auto log = boswell({"--archive", "archive.db", "log", "rooms.localhost"});
    CHECK_THAT(log.out, Contains("its rooms"));
    const auto server = boswell({"--archive", "archive.db", "log", "localhost"});
    CHECK_THAT(server.out, Contains("the server") && !Contains("the boss"));
    CHECK_THAT(server.out, !Contains("a namesake"));
    const auto boss = boswell({"--archive", "archive.db", "log", "boss@localhost"});
    CHECK_THAT(boss.out, Contains("the boss") && !Contains("the server"));
}

TEST_CASE_METHOD(OneServer, "search -C shows the neighbours within the conversation") {
    const auto found = boswell({"--archive", "archive.db", "search", "-C", "5", "\"the server\""});
    CHECK_THAT(found.out, Contains("the server") && !Contains("the boss"));
}

TEST_CASE_METHOD(OneServer, "with: still means everybody of a domain") {
    const auto found = boswell({"--archive", "archive.db", "search", "--count", "with:localhost"});
    CHECK(found.out == "3\n");
}

TEST_CASE("search says which conversation a message is of, also where there is little room") {
    const TempDir folder;
    write_example_archive(folder / "archive.db");
    const auto found = print_on_terminal({"--archive", "archive.db", "--tz", "UTC", "--color",
                                          "never", "--no-pager", "search", "tea"},
                                         {.folder = folder.path(), .added = {}}, 80);
    CHECK_THAT(found, Contains("15:00  tea@conference.example.… Märchen 🦉: tea is"));
    CHECK_THAT(found, Contains("18:01  to bob@example.net: Green tea, yes"));
    CHECK_THAT(found, Contains("18:00  bob@example.net: Do you like tea?"));
}
