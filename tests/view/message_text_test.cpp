// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/message_text.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static Time at(std::string_view text) { return *parse_rfc3339(text); }

static std::string shown(const MessageRecord& message) {
    return view::shown_text(message, TimeZone::named("UTC"));
}

TEST_CASE("what has no text is not passed over in silence") {
    MessageRecord message;
    CHECK(shown(message) == "(no text)");
    message.type = MessageType::error;
    CHECK(shown(message) == "(error)");
    message.type = MessageType::chat;
    message.off_the_record = true;
    CHECK(shown(message) == "(off the record)");
    message.encryption = "eu.siacs.conversations.axolotl";
    CHECK(shown(message) == "(encrypted)");
    message.attachments = {{.url = "https://files.example.net/a/map.png?x=/y#z"}};
    CHECK(shown(message) == "file: map.png");
    message.subject = "tea";
    CHECK(shown(message) == "subject: tea");
    message.encryption.clear();
    message.body = "Do you like it?";
    CHECK(shown(message) == "Do you like it?");
}

TEST_CASE("the excuse beside an encrypted text is not shown as speech") {
    MessageRecord message;
    message.body = "I sent you an OMEMO encrypted message but your client does not support it";
    message.encryption = "eu.siacs.conversations.axolotl";
    CHECK(shown(message) == "(encrypted)");
    message.shown = "now it can be read";
    CHECK(shown(message) == "now it can be read");
}

TEST_CASE("what is there only for clients that know less is not shown") {
    MessageRecord message;
    message.body = "> shall we?\nyes";
    message.shown = "yes";
    CHECK(shown(message) == "yes");
    message.body = "https://files.example.net/x7";
    message.shown = "";
    message.attachments = {{.url = message.body, .description = "holiday.jpg"}};
    CHECK(shown(message) == "file: holiday.jpg");
}

TEST_CASE("files are called by their names, each once") {
    MessageRecord message;
    message.attachments = {{.url = "", .description = "report.pdf"},
                           {.url = "https://a.example/1", .description = "map.png"},
                           {.url = "https://b.example/1", .description = "map.png"},
                           {.url = "https://a.example/Z%C3%BCrich%20Hbf.jpg"}};
    CHECK(shown(message) == "file: report.pdf, map.png, Zürich Hbf.jpg");
    for (const auto* name : {"a", "b", "c"}) message.attachments.push_back({.description = name});
    CHECK(shown(message) == "file: report.pdf, map.png, Zürich Hbf.jpg, a, b, …");
    message.attachments = {{.url = "https://a.example/%1B%5B31m"}};
    CHECK(shown(message) == "file: \\x1b[31m");
}

TEST_CASE("a sound is called by its name and its length") {
    MessageRecord message;
    message.attachments = {{.url = "https://c/x", .description = "a.ogg"}};
    message.attachments[0].length = std::chrono::milliseconds(63'000);
    CHECK(shown(message) == "file: a.ogg (1m 3s)");
}

TEST_CASE("what a message says of the pages that it links to stands behind its text") {
    MessageRecord message;
    message.body = "see https://c/";
    message.previews = {{.url = "https://c/", .title = "Good \x1b[31m page"},
                        {.url = "https://d/", .description = "no title"}};
    CHECK(shown(message) == "see https://c/ [link: Good \\x1b[31m page]");
}

TEST_CASE("/me says what the sender does") {
    MessageRecord message;
    message.body = "/me waves";
    CHECK(view::is_action(message));
    CHECK(shown(message) == "waves");
    for (const auto* speech : {"/me", "/mewling", " /me waves", "/ME waves", "what /me does"}) {
        message.body = speech;
        CHECK_FALSE(view::is_action(message));
        CHECK(shown(message) == speech);
    }
}

TEST_CASE("an hour that the clock of a history showed twice is marked") {
    MessageRecord message;
    message.body = "good night";
    message.stamp = at("2026-10-25T00:30:05Z");
    message.local_time = LocalTime{"2026-10-25 02:30:05", "Europe/Berlin", false};
    CHECK(shown(message) == "good night");
    message.local_time->is_ambiguous = true;
    CHECK(shown(message) == "[this time came twice] good night");
    CHECK(view::brief_text(message).marks == "[this time came twice] ");
}

TEST_CASE("a date that is neither ours nor the archive's is marked, with who dates it") {
    MessageRecord message;
    message.body = "I never owed you anything";
    message.stamp = at("2019-03-04T10:00:00Z");
    message.received_at = at("2026-11-22T07:44:38Z");
    message.dated_by = Jid::of("mallory@evil.example/x");
    CHECK(shown(message) ==
          "[dated by mallory@evil.example/x, arrived 2026-11-22 07:44] I never owed you anything");
    const auto brief = view::brief_text(message);
    CHECK(brief.marks == "[claimed date] ");
    CHECK(brief.text == "I never owed you anything");
}

TEST_CASE("words that an error repeats do not pass for its sender's") {
    MessageRecord message;
    message.type = MessageType::error;
    message.subject = "tea";
    CHECK(shown(message) == "[not delivered] subject: tea");
    message.body = "are you there?";
    CHECK(shown(message) == "[not delivered] are you there?");
    message.retraction = Retraction{};
    CHECK(shown(message) == "[not delivered] [retracted] are you there?");
}

TEST_CASE("a file that an error repeats does not pass for its sender's") {
    MessageRecord message;
    message.type = MessageType::error;
    CHECK(shown(message) == "(error)");
    message.attachments = {{.url = "https://files.example.net/tea.png"}};
    CHECK(shown(message) == "[not delivered] file: tea.png");
    message.attachments.clear();
    message.encryption = "eu.siacs.conversations.axolotl";
    CHECK(shown(message) == "[not delivered] (encrypted)");
    message.encryption.clear();
    message.shown = "are you there?";  // of XHTML-IM without a body
    CHECK(shown(message) == "[not delivered] are you there?");
}

TEST_CASE("a file whose address ends with a slash is shown by the address") {
    MessageRecord message;
    message.attachments = {{.url = "https://files.example.net/"}};
    CHECK(shown(message) == "file: https://files.example.net/");
}

TEST_CASE("what was done to a message is said before and behind its text") {
    MessageRecord message;
    message.body = "wrong window";
    message.versions = {{}, {}};
    CHECK(shown(message) == "wrong window (edited)");
    message.retraction = Retraction{};
    CHECK(shown(message) == "[retracted] wrong window (edited)");
}

TEST_CASE("a reply gives the time of what it answers, with the day if that is another one") {
    MessageRecord message;
    message.body = "yes";
    message.stamp = at("2026-11-22T08:00:00Z");
    message.reply_to = Reference{};
    CHECK(shown(message) == "[reply] yes");
    message.reply_to->stamp = at("2026-11-22T07:44:38Z");
    CHECK(shown(message) == "[re 07:44:38] yes");
    message.reply_to->stamp = at("2026-11-21T07:44:38Z");
    CHECK(shown(message) == "[re 2026-11-21 07:44] yes");
}

TEST_CASE("no text reaches the terminal unescaped") {
    MessageRecord message;
    message.subject = "\x1b[2J";
    CHECK(shown(message) == "subject: \\x1b[2J");
    message.body = "\x1b[2J\n";
    CHECK(shown(message) == "\\x1b[2J\n");
    message = {};
    message.attachments = {{.url = "https://example.net/\x1b[2J"}};
    CHECK(shown(message) == "file: \\x1b[2J");
}

TEST_CASE("every chat state but active has words") {
    using enum ChatStateKind;
    CHECK(view::words_for(composing) == "is writing");
    CHECK(view::words_for(paused) == "has stopped writing");
    CHECK(view::words_for(inactive) == "has turned away");
    CHECK(view::words_for(gone) == "has left the conversation");
    CHECK(view::words_for(active).empty());
}

TEST_CASE("available is online to people, and everything else what the standard calls it") {
    CHECK(view::word_for(PresenceState::available) == "online");
    CHECK(view::word_for(PresenceState::xa) == "xa");
    PresenceRecord presence;
    CHECK(view::word_for(presence) == "online");
    presence.show = Show::dnd;
    CHECK(view::word_for(presence) == "dnd");
    presence.type = PresenceType::unavailable;
    CHECK(view::word_for(presence) == "unavailable");
}
