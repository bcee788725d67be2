// SPDX-License-Identifier: GPL-3.0-or-later
// A stranger chooses the bytes of bodies, nicknames and addresses; the terminal of whoever reads
// must not obey them.
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include "archive/writer.hpp"
#include "base/text.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <regex>

using namespace boswell;
using namespace boswell::test;

static const std::vector<std::string> payloads = {
    "\x1b[2J\x1b[H",
    "\x1b]0;title\x07",
    "\x1b]8;;http://evil.example\x1b\\link",
    "\x1bP$q\x1b\\",
    "\xC2\x9B"
    "31m",
    "\xC2\x9D"
    "0;t\xC2\x9C",
    "\x08\x08\x08",
    "a\rb",
    "\x7f",
    "\x0e\x0f",
    "\xE2\x80\xAE"
    "gnp",
    "\xE2\x81\xA7"
    "x",
};

static void write_hostile_archive(const std::filesystem::path& path) {
    archive::Writer writer(path);
    std::vector<Event> events;
    for (const auto& payload : payloads) {
        auto message = incoming("2026-11-22T07:00:00Z", "mallory@evil.example/x", "tea " + payload);
        message.subjects = {{"", payload}};
        message.thread = message.message_id = message.origin_id = payload;
        message.encryption = payload;
        events.emplace_back(message);
        Presence presence;
        presence.account = Jid::of("alice@example.org");
        presence.from = Jid::of("mallory@evil.example/x");
        presence.status = payload;
        presence.stamp = presence.seen_at = parse_rfc3339("2026-11-22T07:00:00Z").value();
        events.emplace_back(presence);
        VCardFetched fetched;
        fetched.account = presence.account;
        fetched.contact = presence.from.bare();
        fetched.fetched_at = presence.stamp;
        fetched.vcard.full_name = fetched.vcard.nickname = fetched.vcard.note = payload;
        fetched.vcard.emails = {payload};
        events.emplace_back(fetched);
    }
    writer.write(events);
}

// The sequences of paint() are the only ones that belong there.
static std::string without_own_colours(const std::string& text) {
    static const std::regex own("\x1b\\[(0|1|2|31|32|33|36|1;31)m");
    return std::regex_replace(text, own, "");
}

static bool obeyed_by_terminals(const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) return true;
        if (byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
    }
    return false;
}

// A bidirectional control that is opened in a line is closed in it.
static bool bidi_is_balanced(const std::string& text) {
    int open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto three = text.substr(i, 3);
        if (three == "\xE2\x80\xAE" || three == "\xE2\x81\xA7") ++open;
        if (three == "\xE2\x80\xAC" || three == "\xE2\x81\xA9") --open;
        if (text[i] == '\n' && open != 0) return false;
    }
    return open == 0;
}

static const std::vector<std::vector<std::string>> commands = {
    {"search", "tea"},
    {"search", "-C", "2", "tea"},
    {"log", "mallory@evil.example"},
    {"conversations"},
    {"contacts"},
    {"contacts", "mallory@evil.example"},
    {"contacts", "--history", "mallory@evil.example"},
    {"presence", "-S", "2026-11-22", "-U", "2026-11-22"},
    {"presence", "--view", "events", "-S", "2026-11-22", "-U", "2026-11-22"},
    {"presence", "--view", "summary", "-S", "2026-11-22", "-U", "2026-11-22"},
    {"export", "-f", "text", "-o", "-", "--what", "messages,presence,contacts"},
    {"export", "-f", "jsonl", "-o", "-", "--what", "messages,presence,contacts"},
};

TEST_CASE("no content reaches the terminal as a command to it, with colours or without") {
    const TempDir folder;
    write_hostile_archive(folder / "archive.db");
    for (const std::string colour : {"always", "never"}) {
        for (auto words : commands) {
            INFO(words[0] << " " << words.back() << " " << colour);
            words.insert(words.begin(),
                         {"--archive", "archive.db", "--tz", "UTC", "--color", colour});
            const auto outcome = run(words, {.folder = folder.path(), .added = {}});
            CHECK(outcome.status <= 1);
            CHECK_FALSE(obeyed_by_terminals(without_own_colours(outcome.out)));
            CHECK_FALSE(obeyed_by_terminals(outcome.err));
            CHECK(is_utf8(outcome.out));
            if (words.back() != "messages,presence,contacts") CHECK(bidi_is_balanced(outcome.out));
        }
    }
}

TEST_CASE("what a person types is not obeyed either when it is repeated") {
    const TempDir folder;
    write_example_archive(folder / "archive.db");
    const std::string hostile = "\x1b[31m\xC2\x9B";
    for (const auto& words : std::vector<std::vector<std::string>>{{hostile},
                                                                   {"search", "--" + hostile},
                                                                   {"search", "--sort", hostile},
                                                                   {"log", hostile}}) {
        auto all = words;
        all.insert(all.begin(), {"--archive", "archive.db"});
        const auto outcome = run(all, {.folder = folder.path(), .added = {}});
        CHECK(outcome.status != 0);
        CHECK_FALSE(obeyed_by_terminals(outcome.err));
    }
}
