// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/same_message.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::archive;
using namespace std::chrono_literals;

/// A message that knows everything of itself.
static Identity hello() {
    return {.conversation = 1,
            .in_room = false,
            .direction = "in",
            .type = "chat",
            .knows_type = true,
            .from = 2,
            .from_resource = 3,
            .to = 4,
            .to_resource = 5,
            .occupant_id = "",
            .stamp = from_milliseconds(1'000'000'000),
            .message_id = "m1",
            .body = "hello",
            .bodies = "",
            .is_ciphertext = false,
            .subject = "",
            .thread = "",
            .encryption = ""};
}

static Identity without_id() {
    auto value = hello();
    value.message_id = "";
    return value;
}

/// The rules know no order.
static Sameness both_ways(const Identity& one, const Identity& other, Ways ways,
                          bool ids_agree = false) {
    const auto sameness = compare(one, other, ways, ids_agree);
    CHECK(compare(other, one, ways, ids_agree) == sameness);
    return sameness;
}

TEST_CASE("each pair of ways has its window, with an id and with a text") {
    struct Case {
        Ways ways;
        milliseconds with_id;
        milliseconds with_text;  // negative: never
    };
    const auto [ways, with_id, with_text] = GENERATE(
        Case{Ways::live, 60s, -1ms}, Case{Ways::archive, 24h, 60s}, Case{Ways::again, 24h, 60s},
        Case{Ways::to_self, 60s, -1ms}, Case{Ways::record, 0ms, 0ms}, Case{Ways::history, 24h, 2s});
    const auto later = [](Identity value, milliseconds time) {
        value.stamp += time;
        return value;
    };
    CHECK(both_ways(hello(), later(hello(), with_id), ways) == Sameness::id);
    CHECK(both_ways(hello(), later(hello(), with_id + 1ms), ways) == Sameness::none);
    const auto text = with_text < 0ms ? Sameness::none : Sameness::text;
    CHECK(both_ways(without_id(), without_id(), ways) == text);
    if (with_text < 0ms) return;
    CHECK(both_ways(without_id(), later(without_id(), with_text), ways) == Sameness::text);
    CHECK(both_ways(without_id(), later(without_id(), with_text + 1ms), ways) == Sameness::none);
}

TEST_CASE("a stanza-id in common needs neither time nor text, but no contradiction") {
    auto later = hello();
    later.stamp += 10'000h;
    CHECK(both_ways(hello(), later, Ways::stanza_id, true) == Sameness::id);
    later.body = later.message_id = "";
    CHECK(both_ways(hello(), later, Ways::stanza_id, true) == Sameness::id);
    later.message_id = "m2";
    CHECK(both_ways(hello(), later, Ways::stanza_id, true) == Sameness::none);
}

TEST_CASE("what both sides know and say differently keeps two messages apart") {
    const auto ways = GENERATE(Ways::live, Ways::archive, Ways::again, Ways::to_self, Ways::record,
                               Ways::stanza_id);
    auto one = hello();
    one.subject = "greeting";
    one.thread = "t1";
    one.encryption = "urn:example:1";
    one.bodies = "hallo\x1fhello\x1f";
    auto other = one;
    CHECK(both_ways(one, other, ways, true) == Sameness::id);
    SECTION("conversation") { other.conversation = 9; }
    SECTION("direction") { other.direction = "out"; }
    SECTION("type") { other.type = "normal"; }
    SECTION("sender") { other.from = 9; }
    SECTION("sender's id") { other.message_id = "m2"; }
    SECTION("body") { other.body = "Hello"; }
    SECTION("another of several bodies") { other.bodies = "hei\x1fhello\x1f"; }
    SECTION("one body of several") { other.bodies = ""; }
    SECTION("subject") { other.subject = "another greeting"; }
    SECTION("thread") { other.thread = "t2"; }
    SECTION("encryption") { other.encryption = "urn:example:2"; }
    CHECK(both_ways(one, other, ways, true) == Sameness::none);
}

TEST_CASE("what one side does not know keeps nothing apart") {
    const auto ways = GENERATE(Ways::live, Ways::archive, Ways::record, Ways::stanza_id);
    auto one = hello();
    one.subject = "greeting";
    one.thread = "t1";
    one.encryption = "urn:example:1";
    auto other = one;
    SECTION("body") { other.body.reset(); }
    SECTION("subject") { other.subject.reset(); }
    SECTION("thread") { other.thread.reset(); }
    SECTION("encryption") { other.encryption.reset(); }
    SECTION("bodies") {
        one.bodies = "hallo\x1fhello\x1f";
        other.bodies.reset();
    }
    CHECK(both_ways(one, other, ways, true) == Sameness::id);
}

TEST_CASE("without the sender's id on one side the text decides") {
    auto other = hello();
    other.message_id.reset();
    CHECK(both_ways(hello(), other, Ways::archive) == Sameness::text);
    other.body.reset();
    CHECK(both_ways(hello(), other, Ways::archive) == Sameness::none);
    // A subject is a text, too.
    auto one = hello();
    one.body = other.body = "";
    one.subject = other.subject = "greeting";
    CHECK(both_ways(one, other, Ways::archive) == Sameness::text);
}

TEST_CASE("that one of two has nothing is a difference, except where copies complete each other") {
    auto other = hello();
    bool thread = false;
    SECTION("sender's id") { other.message_id = ""; }
    SECTION("body") { other.body = ""; }
    SECTION("subject") { other.subject = "greeting"; }
    SECTION("encryption") { other.encryption = "urn:example:1"; }
    SECTION("thread, which only a record tells for certain") {
        other.thread = "t1";
        thread = true;
    }
    for (const auto ways : {Ways::live, Ways::archive, Ways::to_self})
        CHECK(both_ways(hello(), other, ways, true) == (thread ? Sameness::id : Sameness::none));
    CHECK(both_ways(hello(), other, Ways::record, true) == Sameness::none);
    CHECK(both_ways(hello(), other, Ways::stanza_id, true) == Sameness::id);
}

TEST_CASE("another decryption of a ciphertext is no contradiction, and no text in common") {
    auto encrypted = without_id();
    encrypted.body = "?OTR:AAMD";
    encrypted.is_ciphertext = true;
    CHECK(both_ways(encrypted, encrypted, Ways::archive) == Sameness::text);
    CHECK(both_ways(without_id(), encrypted, Ways::archive) == Sameness::none);
    encrypted.message_id = "m1";
    CHECK(both_ways(hello(), encrypted, Ways::archive) == Sameness::id);
}

TEST_CASE("outside of rooms the resource tells only records apart") {
    auto other = hello();
    SECTION("of the sender") { other.from_resource = 9; }
    SECTION("of the recipient") { other.to_resource.reset(); }
    SECTION("the recipient") { other.to.reset(); }
    CHECK(both_ways(hello(), other, Ways::archive) == Sameness::id);
    CHECK(both_ways(hello(), other, Ways::record) == Sameness::none);
}

TEST_CASE("in rooms the sender is the occupant") {
    auto one = hello();
    one.in_room = true;
    one.type = "groupchat";
    one.occupant_id = "o1";
    auto other = one;
    CHECK(both_ways(one, other, Ways::archive) == Sameness::id);
    other.to_resource = 9;
    CHECK(both_ways(one, other, Ways::archive) == Sameness::id);
    other.occupant_id = "";
    CHECK(both_ways(one, other, Ways::archive) == Sameness::id);
    other.occupant_id = "o2";
    CHECK(both_ways(one, other, Ways::archive) == Sameness::none);
    other.occupant_id = "o1";
    other.from_resource = 9;
    CHECK(both_ways(one, other, Ways::archive) == Sameness::none);
}

TEST_CASE("a private message to an occupant has its recipient for an occupant") {
    auto one = hello();
    one.in_room = true;
    one.direction = "out";
    auto other = one;
    other.from_resource = 9;
    CHECK(both_ways(one, other, Ways::archive) == Sameness::id);
    other.to_resource = 9;
    CHECK(both_ways(one, other, Ways::archive) == Sameness::none);
    one.type = other.type = "groupchat";
    CHECK(both_ways(one, other, Ways::archive) == Sameness::none);
    other.from_resource = one.from_resource;
    CHECK(both_ways(one, other, Ways::archive) == Sameness::id);
}

TEST_CASE("what a room tells everybody has the same sender in whatever direction it seems to go") {
    const auto ways = GENERATE(Ways::live, Ways::archive, Ways::stanza_id);
    auto one = hello();
    one.in_room = true;
    one.type = "groupchat";
    auto other = one;
    other.direction = "out";
    CHECK(both_ways(one, other, ways, true) == Sameness::id);
    other.from_resource = 9;
    CHECK(both_ways(one, other, ways, true) == Sameness::none);
    other.from_resource = one.from_resource;
    one.type = other.type = "chat";
    CHECK(both_ways(one, other, ways, true) == Sameness::none);
}

TEST_CASE("where no type is kept, chat may have been normal, and nothing else") {
    auto reduced = hello();
    reduced.knows_type = false;
    auto other = hello();
    other.type = "normal";
    CHECK(both_ways(reduced, other, Ways::archive) == Sameness::id);
    other.type = "headline";
    CHECK(both_ways(reduced, other, Ways::archive) == Sameness::none);
    reduced.type = "groupchat";
    other.type = "normal";
    CHECK(both_ways(reduced, other, Ways::archive) == Sameness::none);
}
