// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/names.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static Time day(int number) { return from_milliseconds(0) + std::chrono::days(number); }

static MessageRecord message(std::string_view from, Time stamp = day(10)) {
    MessageRecord message;
    message.account = Jid::of("alice@example.org");
    message.from = Jid::of(from);
    message.to = message.account;
    message.with = message.from.bare();
    message.type = MessageType::chat;
    message.stamp = stamp;
    return message;
}

static RosterVersion entry(Time since, std::string name) {
    RosterVersion version;
    version.seen_at = since;
    version.item.name = std::move(name);
    return version;
}

static VCardVersion card(Time since, std::string nickname) {
    VCardVersion version;
    version.fetched_at = since;
    version.vcard.nickname = std::move(nickname);
    return version;
}

// Of whoever is asked for.
static view::Names names_from(view::NameHistory history,
                              view::NameChoice choice = view::NameChoice::then) {
    return view::Names([history = std::move(history)](const Jid&, const Jid&) { return history; },
                       choice);
}

TEST_CASE("an old message shows the name of its time") {
    const auto names =
        names_from({.roster = {entry(day(5), "Bob"), entry(day(20), "Robert")}, .vcards = {}});
    CHECK(names.sender(message("bob@example.net/x", day(10))) == "Bob");
    CHECK(names.sender(message("bob@example.net/x", day(20))) == "Robert");
    CHECK(names.of(Jid::of("alice@example.org"), Jid::of("bob@example.net")) == "Robert");
}

TEST_CASE("on demand a message shows the name of today, or the address") {
    const view::NameHistory history{.roster = {entry(day(5), "Bob"), entry(day(20), "Robert")},
                                    .vcards = {}};
    const auto now = names_from(history, view::NameChoice::now);
    CHECK(now.sender(message("bob@example.net/x", day(10))) == "Robert");
    CHECK(now.other_name(message("bob@example.net/x", day(10))) == "then Bob");
    CHECK(now.other_name(message("bob@example.net/x", day(20))).empty());
    const auto jid = names_from(history, view::NameChoice::jid);
    CHECK(jid.sender(message("bob@example.net/x", day(10))) == "bob@example.net");
    CHECK(jid.other_name(message("bob@example.net/x", day(10))).empty());
    const auto then = names_from(history);
    CHECK(then.other_name(message("bob@example.net/x", day(10))) == "now Robert");
}

TEST_CASE("a name that came or went differs from the address") {
    const auto came =
        names_from({.roster = {entry(day(1), ""), entry(day(20), "Robert")}, .vcards = {}});
    CHECK(came.other_name(message("bob@example.net/x", day(10))) == "now Robert");
    const auto went =
        names_from({.roster = {entry(day(1), "Robert"), entry(day(20), "")}, .vcards = {}});
    CHECK(went.other_name(message("bob@example.net/x", day(10))) == "now bob");
}

TEST_CASE("by address, an occupant of a room is room and nickname") {
    const auto names = names_from({}, view::NameChoice::jid);
    auto said = message("tea@conference.example.org/Owl");
    said.in_room = true;
    CHECK(names.sender(said) == "tea@conference.example.org/Owl (privately)");
    said.type = MessageType::groupchat;
    CHECK(names.sender(said) == "tea@conference.example.org/Owl");
    CHECK(names.other_name(said).empty());
    auto sent = message("alice@example.org/phone");
    sent.direction = Direction::out;
    CHECK(names.sender(sent) == "alice@example.org");
}

TEST_CASE("the choice of a name is one of three words") {
    CHECK(view::parse_name_choice("then") == view::NameChoice::then);
    CHECK(view::parse_name_choice("now") == view::NameChoice::now);
    CHECK(view::parse_name_choice("jid") == view::NameChoice::jid);
    CHECK_FALSE(view::parse_name_choice("Now"));
    CHECK_FALSE(view::parse_name_choice(""));
}

TEST_CASE("what is older than all that is known of a contact shows the first name") {
    const auto names = names_from({.roster = {entry(day(5), "Bob")}, .vcards = {}});
    CHECK(names.sender(message("bob@example.net/x", day(1))) == "Bob");
}

TEST_CASE("the roster comes before the vCard, the vCard before the address") {
    const auto both = names_from(
        {.roster = {entry(day(1), "Bob"), entry(day(8), "")}, .vcards = {card(day(2), "bobby")}});
    CHECK(both.sender(message("bob@example.net/x", day(7))) == "Bob");
    CHECK(both.sender(message("bob@example.net/x", day(9))) == "bobby");
    const auto none = names_from({});
    CHECK(none.sender(message("bob@example.net/x")) == "bob");
    CHECK(none.sender(message("example.net")) == "example.net");
    CHECK(none.of(Jid::of("alice@example.org"), Jid::of("bob@example.net")).empty());
}

TEST_CASE("each contact of each account is looked up once") {
    int lookups = 0;
    const view::Names names([&lookups](const Jid& account, const Jid& contact) {
        ++lookups;
        return view::NameHistory{.roster = {entry(day(1), account.str() + "/" + contact.str())},
                                 .vcards = {}};
    });
    CHECK(names.sender(message("bob@example.net/x")) == "alice@example.org/bob@example.net");
    CHECK(names.sender(message("bob@example.net/y")) == "alice@example.org/bob@example.net");
    CHECK(lookups == 1);
    auto other = message("bob@example.net/x");
    other.account = Jid::of("carol@example.org");
    CHECK(names.sender(other) == "carol@example.org/bob@example.net");
    CHECK(lookups == 2);
}

TEST_CASE("what the user sent is under the user's own address") {
    auto sent = message("alice@example.org/phone");
    sent.direction = Direction::out;
    CHECK(names_from({.roster = {entry(day(1), "Me")}, .vcards = {}}).sender(sent) == "alice");
}

TEST_CASE("in a room it is the nickname that speaks, and the roster that is silent") {
    const auto names = names_from({.roster = {entry(day(1), "Tea")}, .vcards = {}});
    auto said = message("tea@conference.example.org/Owl");
    said.in_room = true;
    said.type = MessageType::groupchat;
    CHECK(names.sender(said) == "Owl");
    said.from = Jid::of("tea@conference.example.org");  // the room itself
    CHECK(names.sender(said) == "tea");
}

TEST_CASE("of a private message in a room one sees who whispers to whom") {
    const view::Names names;
    auto whispered = message("tea@conference.example.org/Owl");
    whispered.in_room = true;
    CHECK(names.sender(whispered) == "Owl (privately)");
    whispered.direction = Direction::out;
    whispered.to = whispered.from;
    whispered.from = Jid::of("alice@example.org/phone");
    CHECK(names.sender(whispered) == "alice (to Owl)");
}

TEST_CASE("who writes is called as in a message") {
    const auto names =
        names_from({.roster = {entry(day(5), "Bob"), entry(day(20), "Robert")}, .vcards = {}});
    ChatState state;
    state.account = Jid::of("alice@example.org");
    state.with = Jid::of("bob@example.net");
    state.from = Jid::of("bob@example.net/x");
    state.stamp = day(10);
    CHECK(names.sender(state) == "Bob");
    state.in_room = true;
    CHECK(names.sender(state) == "x");
    state.in_room = false;
    state.direction = Direction::out;
    state.from = state.account;
    CHECK(names.sender(state) == "alice");
}

TEST_CASE("no name reaches the terminal unescaped") {
    const auto names = names_from({.roster = {entry(day(1), "\x1b[2J")}, .vcards = {}});
    CHECK(names.sender(message("bob@example.net/x")) == "\\x1b[2J");
    auto said = message("tea@conference.example.org/a\u202Eb");
    said.type = MessageType::groupchat;
    CHECK(names.sender(said) == "a\u202Eb\u202C");
}

TEST_CASE("reactions are shown by emoji, in the order in which they came") {
    auto liked = message("bob@example.net/x");
    CHECK(view::shown_reactions(liked).empty());
    liked.reactions = {{.from = Jid::of("bob@example.net"), .emoji = {"👍", "❤"}},
                       {.from = Jid::of("tea@conference.example.org/Owl"), .emoji = {"❤"}},
                       {.from = Jid::of("example.net"), .emoji = {"👍"}}};
    CHECK(view::shown_reactions(liked) == "👍 bob, example.net; ❤ bob, Owl");
}

TEST_CASE("of each reader the furthest receipt counts, and nicknames are those of a room") {
    auto read = message("alice@example.org/x");
    CHECK(view::shown_receipts(read).empty());
    const auto receipt = [](const char* from, ReceiptKind kind) {
        ReceiptRecord record;
        record.from = Jid::of(from);
        record.kind = kind;
        return record;
    };
    read.receipts = {receipt("bob@example.net/phone", ReceiptKind::displayed),
                     receipt("bob@example.net/desk", ReceiptKind::received)};
    CHECK(view::shown_receipts(read) == "displayed by bob");
    read.type = MessageType::groupchat;
    read.receipts = {receipt("tea@conference.example.org/Owl", ReceiptKind::received),
                     receipt("tea@conference.example.org/Carol", ReceiptKind::displayed),
                     receipt("tea@conference.example.org/a\u202Eb", ReceiptKind::received)};
    CHECK(view::shown_receipts(read) == "displayed by Carol; received by Owl, a\u202Eb\u202C");
}
