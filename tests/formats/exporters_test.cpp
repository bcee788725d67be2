// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/format.hpp"

#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include <csignal>

using namespace boswell;
using namespace boswell::formats;

static MessageRecord message(std::string_view stamp, std::string_view from, std::string_view body) {
    MessageRecord message;
    message.id = 7;
    message.account = Jid::of("alice@example.org");
    message.with = Jid::of("bob@example.net");
    message.from = Jid::of(from);
    message.type = MessageType::chat;
    message.stamp = message.received_at = parse_rfc3339(stamp).value();
    message.body = body;
    message.via = {Via::stream};
    return message;
}

static std::string exported(const Format& format, const std::vector<Record>& records,
                            const view::Names& names = view::Names()) {
    const test::TempDir folder;
    const auto path = folder / "export";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT, 0600);
    {
        StickyWriter out(file, "export");
        const auto exporter = format.exporter(out, {.query = "tea",
                                                    .version = "1.0",
                                                    .schema = 1,
                                                    .zone = TimeZone::named("Europe/Berlin"),
                                                    .names = names});
        for (const auto& record : records) exporter->add(record);
        exporter->finish();
        out.finish();
    }
    ::close(file);
    std::ifstream content(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(content), {}};
}

static const Format& format_named(std::string_view name) {
    for (const auto* format : formats::formats()) {
        if (format->name == name) return *format;
    }
    throw std::runtime_error("no such format");
}

TEST_CASE("the table of formats is sorted and each has a summary") {
    std::string before;
    REQUIRE(formats::formats().size() >= 2);
    for (const auto* format : formats::formats()) {
        CHECK(before < format->name);
        CHECK_FALSE(format->summary.empty());
        before = format->name;
    }
}

TEST_CASE("text: a transcript with days, local times and indented lines") {
    const auto text = exported(format_named("text"),
                               {message("2026-11-22T22:59:59Z", "bob@example.net/x", "one\ntwo"),
                                message("2026-11-22T23:00:00Z", "alice@example.org/y", "\x1b[2J")});
    CHECK(text ==
          "Boswell archive. All times are in the time zone Europe/Berlin.\n"
          "Only what matches: tea\n"
          "\n\n== alice@example.org and bob@example.net ==\n"
          "\nSunday, 22 November 2026\n\n"
          "[23:59:59] bob: one\n"
          "           two\n"
          "\nMonday, 23 November 2026\n\n"
          "[00:00:00] alice: \\x1b[2J\n"
          "\nEnd of the export.\n");
}

TEST_CASE("text: people have the names that they had at the time") {
    const view::Names names([](const Jid&, const Jid&) {
        view::NameHistory history{.roster = std::vector<RosterVersion>(2), .vcards = {}};
        history.roster[0].item.name = "Bob";
        history.roster[1].seen_at = parse_rfc3339("2026-11-22T12:00:00Z").value();
        history.roster[1].item.name = "Robert";
        return history;
    });
    const auto text = exported(format_named("text"),
                               {message("2026-11-22T11:59:59Z", "bob@example.net/x", "one"),
                                message("2026-11-22T12:00:00Z", "bob@example.net/x", "two")},
                               names);
    CHECK_THAT(text,
               Catch::Contains("] Bob (now Robert): one\n") && Catch::Contains("] Robert: two\n"));
}

TEST_CASE("text: in a room it is the nickname that speaks") {
    auto said = message("2026-11-22T22:59:59Z", "tea@conference.example.org/Owl", "hoo");
    said.type = MessageType::groupchat;
    CHECK(exported(format_named("text"), {said}).find("] Owl: hoo\n") != std::string::npos);
}

TEST_CASE("text: what has no body is not passed over in silence") {
    auto secret = message("2026-11-22T22:59:59Z", "bob@example.net/x", "");
    secret.encryption = "eu.siacs.conversations.axolotl";
    CHECK(exported(format_named("text"), {secret}).find("bob: (encrypted)\n") != std::string::npos);
}

TEST_CASE("jsonl: manifest first, complete with the counts last") {
    const auto text = exported(format_named("jsonl"),
                               {message("2026-11-22T22:59:59Z", "bob@example.net/x", "one\ntwo"),
                                PresenceRecord{}, PresenceRecord{}, ContactRecord{}});
    std::vector<nlohmann::json> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(nlohmann::json::parse(line));
    REQUIRE(lines.size() == 6);
    CHECK(lines.front()["kind"] == "manifest");
    CHECK(lines.front()["query"] == "tea");
    CHECK(lines[1]["body"] == "one\ntwo");
    CHECK(lines.back() == nlohmann::json{{"kind", "complete"},
                                         {"messages", 1},
                                         {"presences", 2},
                                         {"contacts", 1},
                                         {"chat_states", 0},
                                         {"observations", 0},
                                         {"contact_versions", 0},
                                         {"receipts", 0}});
}

TEST_CASE("a writer remembers the first failure and tells its reason once, at the end") {
    const int full = ::open("/dev/full", O_WRONLY);
    StickyWriter out(full, "/dev/full");
    const std::string much(1 << 20, 'x');
    out.write(much);
    CHECK(out.failed());
    out.write(much);
    CHECK_THROWS_WITH(out.finish(), "cannot write to /dev/full: No space left on device");
    ::close(full);
}

TEST_CASE("a reader that went away is no error") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    ::signal(SIGPIPE, SIG_IGN);
    ::close(ends[0]);
    StickyWriter out(ends[1], "pipe");
    out.write("text");
    out.flush();
    CHECK(out.failed());
    CHECK_NOTHROW(out.finish());
    ::close(ends[1]);
}
