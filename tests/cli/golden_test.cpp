// SPDX-License-Identifier: GPL-3.0-or-later
// What the program prints, to the letter. After a change that is meant, run the tests once with
// BOSWELL_ACCEPT=1 and read the difference of the files under golden/.
#include "cli/example_archive.hpp"
#include "cli/run.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <regex>

using namespace boswell::test;

namespace {

struct Case {
    std::string name;
    std::vector<std::string> words;
};

}  // namespace

// The fixed period is needed where "now" would be meant otherwise.
static const std::vector<Case> cases = {
    {"search", {"search", "tea"}},
    {"search-oldest", {"search", "--sort", "oldest", "-n", "2", "--offset", "1", "tea"}},
    {"search-with", {"search", "-w", "bob@example.net", "-w", "tea@conference.example.org", "tea"}},
    {"search-time", {"search", "-S", "2026-11-21", "-U", "2026-11-21"}},
    {"search-context", {"search", "-C", "1", "lighthouse"}},
    {"search-context-groups", {"search", "-C", "1", "tea"}},
    {"search-context-none", {"search", "-C", "1", "coffee"}},
    {"search-relevance", {"search", "--sort", "relevance", "tea"}},
    {"search-count", {"search", "--count", "tea"}},
    {"search-count-none", {"search", "--count", "coffee"}},
    {"search-by-day", {"search", "--by", "day"}},
    {"search-by-week-json", {"search", "--by", "week", "--json"}},
    {"search-by-month", {"search", "--by", "month", "-S", "2026-11-20T15:00:00Z", "tea"}},
    {"search-by-contact", {"search", "--by", "contact", "-n", "3"}},
    {"search-by-contact-json", {"search", "--by", "contact", "--json", "tea"}},
    {"search-by-account", {"search", "--by", "account", "--json"}},
    {"search-by-none", {"search", "--by", "year", "coffee"}},
    {"search-by-hour", {"search", "--by", "hour"}},
    {"search-by-with-count", {"search", "--by", "day", "--count"}},
    {"search-what-contacts", {"search", "--what", "contacts", "lighthouse"}},
    {"search-what-old-name", {"search", "--what", "contacts", "--count", "rob*"}},
    {"search-what-presence", {"search", "--what", "presence", "tea OR lunch OR away OR back"}},
    {"search-what-all", {"search", "--what", "messages,contacts,presence", "tea"}},
    {"search-what-json", {"search", "--json", "--what", "contacts,presence", "--", "-coffee"}},
    {"search-what-none", {"search", "--what", "contacts,presence", "coffee"}},
    {"search-what-field", {"search", "--what", "contacts", "from:bob"}},
    {"search-what-wrong", {"search", "--what", "rooms", "tea"}},
    {"search-what-by", {"search", "--what", "contacts", "--by", "day"}},
    {"search-substring", {"search", "--substring", "ghtho"}},
    {"search-not", {"search", "--", "tea", "-green"}},
    {"search-names-now", {"search", "--names", "now", "lighthouse"}},
    {"search-names-jid", {"search", "--names", "jid", "tea"}},
    {"search-none", {"search", "coffee"}},
    {"search-json", {"search", "-n", "0", "--json"}},
    {"search-color", {"search", "--color", "always", "tea"}},
    {"log", {"log", "bob@example.net"}},
    {"log-name", {"log", "-n", "2", "Bobby Tables"}},
    {"log-names-now", {"log", "--names", "now", "-U", "2026-11-21", "bob@example.net"}},
    {"log-names-jid", {"log", "--names", "jid", "-n", "2", "bob@example.net"}},
    {"log-room", {"log", "tea@conference.example.org"}},
    {"log-around", {"log", "--around", "2026-11-21 07:00", "-n", "4", "bob@example.net"}},
    {"log-around-odd", {"log", "--around", "2026-11-21 07:00", "-n", "3", "bob@example.net"}},
    {"log-around-one", {"log", "--around", "2026-11-21 07:00", "-n", "1", "bob@example.net"}},
    {"log-around-end", {"log", "--around", "2027-01-01", "-n", "4", "bob@example.net"}},
    {"log-annotated", {"log", "dave@example.net"}},
    {"log-activity", {"log", "--activity", "-U", "2026-11-21T15:30:00Z", "dave@example.net"}},
    {"log-activity-json", {"log", "--activity", "--json", "-n", "1", "dave@example.net"}},
    {"log-activity-none", {"log", "--activity", "-n", "1", "bob@example.net"}},
    {"log-activity-since",
     {"log", "--activity", "-S", "2026-11-21T12:59:45Z", "-U", "2026-11-21T13:00:40Z",
      "dave@example.net"}},
    {"log-activity-limit", {"log", "--activity", "-n", "3", "dave@example.net"}},
    {"log-activity-around",
     {"log", "--activity", "--around", "848581260000", "-n", "2", "dave@example.net"}},
    {"log-around-unknown", {"log", "--around", "111111", "dave@example.net"}},
    {"log-bounds", {"log", "-S", "2026-11-21", "-U", "2026-11-21", "tea@conference.example.org"}},
    {"log-none-then", {"log", "-S", "2026-12-01", "dave@example.net"}},
    {"log-off-the-record", {"log", "carol@example.com"}},
    {"log-json", {"log", "-n", "1", "--json", "bob@example.net"}},
    {"log-none", {"log", "nobody@example.net"}},
    {"show", {"show", "848512980000"}},
    {"show-raw", {"show", "--raw", "848512980000"}},
    {"show-json", {"show", "--json", "848512980000"}},
    {"show-none", {"show", "1"}},
    {"show-edited", {"show", "848581200000"}},
    {"show-edited-json", {"show", "--json", "848581200000"}},
    {"search-off-the-record", {"search", "--json", "is:off-the-record"}},
    {"show-correction", {"show", "848581320000"}},
    {"show-foreign-correction", {"show", "848581620000"}},
    {"show-reply", {"show", "848581260000"}},
    {"show-link", {"show", "848581440000"}},
    {"show-retracted", {"show", "848581500000"}},
    {"search-annotated", {"search", "noon OR is:retracted OR has:attachment OR has:reaction"}},
    {"conversations", {"conversations"}},
    {"conversations-json", {"conversations", "--json"}},
    {"conversations-with", {"conversations", "bob@example.net", "dave@example.net"}},
    {"conversations-bounds", {"conversations", "-S", "2026-11-21T15:00:10Z", "-U", "2026-11-21"}},
    {"presence", {"presence", "-S", "2026-11-20", "-U", "2026-11-21", "bob@example.net"}},
    {"presence-events", {"presence", "--view", "events", "-S", "2026-11-20", "-U", "2026-11-21"}},
    {"presence-summary",
     {"presence", "--view", "summary", "-S", "2026-11-20", "-U", "2026-11-21", "bob@example.net"}},
    {"presence-timeline",
     {"presence", "--view", "timeline", "-S", "2026-11-20", "-U", "2026-11-21", "bob@example.net"}},
    {"presence-timeline-row",
     {"presence", "--view", "timeline", "-S", "2026-11-20T16:00:00Z", "-U", "2026-11-20T22:00:00Z",
      "bob@example.net"}},
    {"presence-all", {"presence", "-S", "2026-11-20", "-U", "2026-11-20"}},
    {"presence-summary-all",
     {"presence", "--view", "summary", "-S", "2026-11-20", "-U", "2026-11-20"}},
    {"presence-timeline-all",
     {"presence", "--view", "timeline", "-S", "2026-11-20", "-U", "2026-11-20"}},
    {"presence-week", {"presence", "-U", "2026-11-22", "bob@example.net"}},
    {"presence-events-none",
     {"presence", "--view", "events", "-S", "2026-11-20", "-U", "2026-11-21", "dave@example.net"}},
    {"presence-json-none",
     {"presence", "--view", "events", "--json", "-S", "2026-11-01", "-U", "2026-11-02"}},
    {"presence-json",
     {"presence", "--json", "-S", "2026-11-20", "-U", "2026-11-21", "Bobby Tables"}},
    {"presence-events-json",
     {"presence", "--view", "events", "--json", "-S", "2026-11-20", "-U", "2026-11-21"}},
    {"presence-summary-json",
     {"presence", "--view", "summary", "--json", "-S", "2026-11-20", "-U", "2026-11-21"}},
    {"presence-at", {"presence", "--at", "2026-11-20T18:00:00Z"}},
    {"presence-at-json", {"presence", "--json", "--at", "2026-11-20T18:00:00Z"}},
    {"presence-by-day",
     {"presence", "--by", "day", "-S", "2026-11-19", "-U", "2026-11-21", "bob@example.net"}},
    {"presence-by-day-json",
     {"presence", "--json", "--resources", "--by", "day", "-S", "2026-11-20", "-U", "2026-11-21",
      "bob@example.net"}},
    {"presence-joined",
     {"presence", "--join", "1h", "-S", "2026-11-20", "-U", "2026-11-21", "bob@example.net"}},
    {"presence-resources",
     {"presence", "--resources", "-S", "2026-11-20", "-U", "2026-11-21", "bob@example.net"}},
    {"presence-heatmap",
     {"presence", "--view", "heatmap", "-S", "2026-11-20", "-U", "2026-11-21", "bob@example.net"}},
    {"presence-heatmap-json",
     {"presence", "--view", "heatmap", "--json", "-S", "2026-11-20T16:00:00Z", "-U",
      "2026-11-20T20:00:00Z", "bob@example.net"}},
    {"presence-heatmap-svg",
     {"presence", "--view", "heatmap", "--svg", "-", "-S", "2026-11-20", "-U", "2026-11-21",
      "bob@example.net"}},
    {"presence-timeline-svg",
     {"presence", "--view", "timeline", "--svg", "-", "-S", "2026-11-20", "-U", "2026-11-21",
      "bob@example.net"}},
    {"presence-together",
     {"presence", "--view", "together", "-S", "2026-11-20", "-U", "2026-11-21", "bob@example.net",
      "carol@example.com"}},
    {"presence-together-json",
     {"presence", "--view", "together", "--json", "-S", "2026-11-20", "-U", "2026-11-21",
      "bob@example.net", "carol@example.com"}},
    {"presence-unwatched",
     {"presence", "-S", "2026-11-01", "-U", "2026-11-02", "carol@example.com"}},
    {"contacts", {"contacts"}},
    {"contacts-json", {"contacts", "--json"}},
    {"contacts-card", {"contacts", "bob@example.net"}},
    {"contacts-history", {"contacts", "--history", "bob@example.net"}},
    {"contacts-history-json", {"contacts", "--history", "--json", "bob@example.net"}},
    {"contacts-at", {"contacts", "--at", "2026-11-20", "bob@example.net"}},
    {"contacts-avatar", {"contacts", "--avatar", "-", "bob@example.net"}},
    {"contacts-avatar-none", {"contacts", "--avatar", "-", "carol@example.com"}},
    {"contacts-at-all", {"contacts", "--at", "2026-11-20T17:00:02Z"}},
    {"contacts-at-before", {"contacts", "--at", "2026-11-19", "bob@example.net"}},
    {"contacts-at-json", {"contacts", "--json", "--at", "2026-11-20", "bob@example.net"}},
    {"contacts-of-name", {"contacts", "example"}},
    {"contacts-none", {"contacts", "nobody@example.net"}},
    {"export-text",
     {"export", "-f", "text", "-o", "-", "--what", "messages,presence,contacts,chat-states"}},
    {"export-jsonl",
     {"export", "-f", "jsonl", "-o", "-", "--what", "messages,presence,contacts,chat-states"}},
    {"export-query", {"export", "-f", "jsonl", "-o", "-", "-w", "bob@example.net", "tea"}},
    {"export-none", {"export", "-f", "text", "-o", "-", "coffee"}},
    {"export-one",
     {"export", "-f", "text", "-o", "-", "--what", "messages,contacts", "lighthouse"}},
    {"export-names-now",
     {"export", "-f", "text", "-o", "-", "--names", "now", "-w", "bob@example.net"}},
    {"export-of-one",
     {"export", "-f", "jsonl", "-o", "-", "--what", "presence,contacts", "-w", "bob@example.net"}},
    {"import", {"import", "all.jsonl"}},
    {"import-json", {"import", "--dry-run", "--json", "all.jsonl"}},
    {"import-twice", {"import", "--dry-run", "all.jsonl", "all.jsonl"}},
    {"import-list-json", {"import", "--list", "--json"}},
    {"import-undo-json", {"import", "--undo", "1", "--json"}},
    {"import-undo-none", {"import", "--undo", "7"}},
    {"import-undo-what", {"import", "--undo", "the last"}},
    {"person-log",
     {"log", "--config", "boswell.toml", "-S", "2026-11-21T06:00:00Z", "-U", "2026-11-21", "Bob"}},
    {"person-search-json", {"search", "--config", "boswell.toml", "--json", "lighthouse"}},
    {"person-conversations", {"conversations", "--config", "boswell.toml"}},
    {"person-conversations-json", {"conversations", "--config", "boswell.toml", "--json", "Bob"}},
    {"person-contacts-json", {"contacts", "--config", "boswell.toml", "--json", "Bob"}},
    {"person-presence",
     {"presence", "--config", "boswell.toml", "-S", "2026-11-20", "-U", "2026-11-20", "Bob"}},
    {"person-presence-json",
     {"presence", "--config", "boswell.toml", "--json", "-S", "2026-11-20", "-U", "2026-11-20",
      "Bob"}},
    {"person-presence-summary-json",
     {"presence", "--config", "boswell.toml", "--json", "--view", "summary", "-S", "2026-11-20",
      "-U", "2026-11-20", "Bob"}},
    {"person-presence-events-json",
     {"presence", "--config", "boswell.toml", "--json", "--view", "events", "-S", "2026-11-20",
      "-U", "2026-11-20", "Bob"}},
    {"person-presence-at",
     {"presence", "--config", "boswell.toml", "--at", "2026-11-20T18:00:00Z", "Bob",
      "carol@example.com"}},
    {"person-presence-at-json",
     {"presence", "--config", "boswell.toml", "--json", "--at", "2026-11-20T18:00:00Z", "Bob"}},
    {"gaps", {"gaps"}},
    {"gaps-json", {"gaps", "--json", "-S", "2026-11-01"}},
    {"gaps-none", {"gaps", "-S", "2026-11-01", "-U", "2026-11-02"}},
    {"accounts", {"accounts"}},
    {"accounts-json", {"accounts", "--json"}},
    {"status-json", {"status", "--json"}},
    {"backup", {"backup", "backup.db"}},
    {"backup-again", {"backup", "backup.db"}},
    {"backup-json", {"backup", "--json", "--keep", "2", "backup.db"}},
    {"restore-json", {"--archive", "restored.db", "restore", "--json", "backup.db"}},
    {"stats", {"stats"}},
    {"stats-json", {"stats", "--json"}},
    {"verify", {"verify"}},
    {"accounts-color", {"accounts", "--color", "always"}},
    {"contacts-color", {"contacts", "--color", "always"}},
    {"contacts-history-color", {"contacts", "--history", "--color", "always", "bob@example.net"}},
    {"conversations-color", {"conversations", "--color", "always"}},
    {"log-color", {"log", "--activity", "--color", "always", "-n", "4", "dave@example.net"}},
    {"presence-color",
     {"presence", "--color", "always", "-S", "2026-11-20", "-U", "2026-11-21", "bob@example.net"}},
    {"presence-events-color",
     {"presence", "--view", "events", "--color", "always", "-S", "2026-11-20", "bob@example.net"}},
    {"presence-timeline-color",
     {"presence", "--view", "timeline", "--color", "always", "-S", "2026-11-20T16:00:00Z", "-U",
      "2026-11-21T22:00:00Z", "bob@example.net"}},
    {"help-color", {"help", "--color", "always"}},
    {"help", {"help"}},
    {"help-search", {"help", "search"}},
};

/// Without the size of the file, which depends on the version of SQLite, and the place and time of
/// an import.
static std::string without_chance(const std::string& text) {
    static const std::regex number(R"(("bytes":)\d{4,}|(size +)[0-9.]+ [KM]iB)");
    static const std::regex run(
        R"re(("kind":"import-run".*"path":")[^"]*(","at":")[^"]*(","ended_at":")[^"]*)re");
    static constexpr auto usual_run =
        "$01/home/alice/all.jsonl$02"
        "2026-11-22T07:44:38.000Z$03"
        "2026-11-22T07:44:39.000Z";
    return std::regex_replace(std::regex_replace(text, number, "$1$2(some)"), run, usual_run);
}

static void compare_with_golden(const Case& test, const std::string& printed) {
    const auto path = fmt::format("{}/{}.txt", GOLDEN_FOLDER, test.name);
    if (std::getenv("BOSWELL_ACCEPT") != nullptr) std::ofstream(path, std::ios::binary) << printed;
    CHECK(printed == read_all(path));
}

TEST_CASE("every command prints what it printed before") {
    const TempDir folder;
    write_example_archive(folder / "archive.db");
    std::ofstream(folder / "boswell.toml")
        << "[[person]]\nname = \"Bob\"\njids = [\"bob@example.net\", \"dave@example.net\"]\n";
    run({"--archive", "archive.db", "export", "-f", "jsonl", "-o", "all.jsonl", "--what",
         "messages,presence,contacts"},
        {.folder = folder.path(), .added = {}});
    for (const auto& test : cases) {
        INFO(test.name);
        std::vector<std::string> words = {"--archive", "archive.db", "--tz", "Europe/Berlin"};
        words.insert(words.end(), test.words.begin(), test.words.end());
        const auto outcome = run(words, {.folder = folder.path(), .added = {}});
        const auto printed =
            fmt::format("$ boswell {}\n{}", fmt::join(test.words, " "), outcome.out);
        const auto end = fmt::format("== stderr\n{}== exit {}\n", outcome.err, outcome.status);
        compare_with_golden(test, without_chance(printed + end));
    }
}
