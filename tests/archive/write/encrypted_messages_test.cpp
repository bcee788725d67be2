// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/encrypted_messages.hpp"

#include "archive/annotation_fixture.hpp"
#include "archive/omemo_device.hpp"
#include "archive/reindex.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::OmemoDevice;

namespace {

const std::string axolotl = "eu.siacs.conversations.axolotl";
const Jid romeo = Jid::of("romeo@montague.lit");

/// Alice is a device, and in a room.
struct EncryptedFixture : AnnotationFixture {
    EncryptedFixture() {
        writer->use_omemo(alice, [](OmemoDevice& device) {
            device.keys().create({.device = 7, .public_key = "p", .private_key = "s"}, some_day);
        });
    }
    /// The room tells of an occupant with that nickname; of his real JID unless that is "".
    static Presence occupant(std::string_view nickname, std::string_view jid, milliseconds later,
                             PresenceType type = PresenceType::available) {
        auto value = presence(room.with_resource(nickname).str(), some_day + later);
        value.cause = Cause::room;
        value.type = type;
        value.occupant = Occupant{.jid = Jid::parse(jid).value_or(Jid()), .role = "participant"};
        return value;
    }
    static Message said(std::string_view nickname, milliseconds later,
                        const std::string& id = "m") {
        auto value = in_room(named("I sent you an encrypted message", id, later), nickname, "");
        value.encryption = axolotl;
        value.stanza = "<message><encrypted/></message>";
        return value;
    }
    static Message of_archive(Message value, const std::string& stanza_id, const Jid& real_from) {
        value.via = Via::archive;
        value.delay = Delay{value.stamp, room};
        value.received_at += 1h;
        value.stanza_id = StanzaId{stanza_id, room};
        value.real_from = real_from;
        return value;
    }
    Rows states() const {
        return rows(
            "SELECT state, jid FROM omemo_message LEFT JOIN address ON id = sender_id "
            "ORDER BY message_id");
    }
    /// Who the reader is told has sent the messages that wait.
    std::vector<Jid> read() {
        std::vector<Jid> senders;
        const auto note = [&](std::string_view, const Message& stored, OmemoStore&) {
            senders.push_back(stored.real_from);
            return OmemoReading{.device = 3, .fingerprint = "f1", .text = "hello"};
        };
        writer->use_omemo(alice, [&](OmemoDevice& device) { device.read_waiting(note, 100); });
        return senders;
    }
};

}  // namespace

TEST_CASE_METHOD(EncryptedFixture, "what is said in a room is by whom the room says") {
    write({occupant("Romeo", "romeo@montague.lit/orchard", 0s), said("Romeo", 1s)});
    CHECK(states() == Rows{"waiting|romeo@montague.lit"});
    CHECK(read() == std::vector{romeo});
    CHECK(states() == Rows{"read|romeo@montague.lit"});
    CHECK(bodies("hello").size() == 1);
}

TEST_CASE_METHOD(EncryptedFixture, "an own message of another device in a room is ours") {
    auto own = said("Alice's phone", 1s);
    SECTION("known as ours") { own.direction = Direction::out; }
    SECTION("not known as ours") {}
    write({occupant("Alice's phone", "alice@example.org/phone", 0s), own});
    CHECK(states() == Rows{"waiting|alice@example.org"});
}

TEST_CASE_METHOD(EncryptedFixture, "of an occupant whose real JID is not known nothing is read") {
    SECTION("the room does not show it") { write({occupant("Romeo", "", 0s), said("Romeo", 1s)}); }
    SECTION("the room has not told of him") {
        write({occupant("Nurse", "nurse@capulet.lit", 0s), said("Romeo", 1s)});
    }
    SECTION("he has left") {
        write({occupant("Romeo", romeo.str(), 0s),
               occupant("Romeo", romeo.str(), 0s, PresenceType::unavailable), said("Romeo", 1s)});
    }
    SECTION("another room has told of him") {
        auto elsewhere = occupant("Romeo", romeo.str(), 0s);
        elsewhere.from = Jid::of("wine@rooms.example.org/Romeo");
        write({elsewhere, said("Romeo", 1s)});
    }
    SECTION("the room itself speaks") { write({occupant("Romeo", romeo.str(), 0s), said("", 1s)}); }
    SECTION("it was said before, when somebody else may have had the nickname") {
        auto earlier = said("Romeo", 1s);
        earlier.via = GENERATE(Via::room_history, Via::archive);
        earlier.delay = Delay{earlier.stamp, room};
        write({occupant("Romeo", romeo.str(), 0s), earlier});
    }
    CHECK(states() == Rows{"unknown-sender|-"});
    CHECK(read().empty());
    const auto unread = archive::Reader(path).unreadable_messages(alice);
    REQUIRE(unread.size() == 1);
    CHECK(unread.front().failure == OmemoFailure::unknown_sender);
    CHECK(unread.front().sender.empty());
}

TEST_CASE_METHOD(EncryptedFixture, "who takes over a nickname does not take over what was said") {
    write({occupant("Romeo", romeo.str(), 0s), said("Romeo", 1s, "m1"),
           occupant("Romeo", romeo.str(), 1s, PresenceType::unavailable),
           occupant("Romeo", "tybalt@capulet.lit/x", 1s), said("Romeo", 1s, "m2")});
    CHECK(states() == Rows{"waiting|romeo@montague.lit", "waiting|tybalt@capulet.lit"});
}

TEST_CASE_METHOD(EncryptedFixture, "the room's archive tells by whom a message was") {
    write({of_archive(said("Romeo", 1s), "r1", romeo)});
    CHECK(states() == Rows{"waiting|romeo@montague.lit"});
    CHECK(read() == std::vector{romeo});
}

TEST_CASE_METHOD(EncryptedFixture, "a later copy may tell by whom a message was") {
    auto earlier = said("Romeo", 1s);
    earlier.via = Via::room_history;
    earlier.delay = Delay{earlier.stamp, room};
    earlier.stanza_id = StanzaId{"r1", room};
    write({earlier});
    CHECK(states() == Rows{"unknown-sender|-"});
    write({of_archive(said("Romeo", 1s), "r1", romeo)});
    CHECK(states() == Rows{"waiting|romeo@montague.lit"});
    read();
    write({of_archive(said("Romeo", 1s), "r1", bob)});
    CHECK(states() == Rows{"read|romeo@montague.lit"});
}

TEST_CASE_METHOD(EncryptedFixture, "what an occupant whispers is by him, what we whisper by us") {
    auto whisper = said("Romeo", 1s);
    whisper.type = MessageType::chat;
    auto own = whisper;
    own.message_id = "own";
    own.stamp += 1s;
    own.direction = Direction::out;
    own.via = Via::carbon;
    std::swap(own.from, own.to);
    own.from = alice.with_resource("phone");
    write({occupant("Romeo", romeo.str(), 0s), whisper, own});
    CHECK(states() == Rows{"waiting|romeo@montague.lit", "waiting|alice@example.org"});
}

static Message of_keys(const std::string& id, milliseconds later) {
    auto value = named("", id, later);
    value.encryption = axolotl;
    value.stanza = "<message><encrypted/></message>";
    value.annotation = Annotation{.kind = AnnotationKind::keys};
    return value;
}

TEST_CASE_METHOD(EncryptedFixture, "a message that only carries keys is read, and not shown") {
    write({named("hello", "m1"), of_keys("m2", 1s), of_keys("m3", 2s)});
    CHECK(read().size() == 2);
    CHECK(bodies() == Rows{"hello"});
    CHECK(counted() == "1");
    CHECK(count("message") == 3);
    CHECK(rows("SELECT count(*) FROM v_message") == Rows{"1"});
}

TEST_CASE_METHOD(EncryptedFixture, "keys that could not be read are no loss") {
    write({of_keys("m2", 1s)});
    const auto fail = [](std::string_view, const Message&, OmemoStore&) {
        return OmemoReading{.device = 3, .failure = OmemoFailure::broken_session};
    };
    std::set<OmemoAddress> lost;
    writer->use_omemo(
        alice, [&](OmemoDevice& device) { lost = device.read_waiting(fail, 100).lost_sessions; });
    CHECK(lost == std::set<OmemoAddress>{{bob, 3}});
    const archive::Reader reader(path);
    CHECK(reader.unreadable_messages(alice).empty());
    CHECK(reader.unreadable({}).empty());
}

TEST_CASE_METHOD(EncryptedFixture, "keys that were stored as messages are hidden once reread") {
    auto before = of_keys("m2", 1s);
    before.annotation.reset();
    write({named("hello", "m1"), before});
    CHECK(counted() == "2");
    writer.reset();
    archive::Reindex reread(path, archive::Extent::everything,
                            [](std::string_view, Message stored) -> std::optional<Message> {
                                if (!stored.encryption.empty())
                                    stored.annotation = Annotation{.kind = AnnotationKind::keys};
                                return stored;
                            });
    while (reread.advance()) {
    }
    CHECK(counted() == "1");
    CHECK(bodies() == Rows{"hello"});
}

TEST_CASE_METHOD(EncryptedFixture, "what could not be read is counted by conversation and reason") {
    auto damaged = named("I sent you an encrypted message", "m4", 4s);
    damaged.encryption = axolotl;
    damaged.with = bob;
    write({said("Romeo", 1s, "m1"), said("Romeo", 2s, "m2"), said("Romeo", 3s, "m3"), damaged});
    CHECK(archive::Reader(path).unreadable({}).size() == 1);  // one waits
    const auto fail = [](std::string_view, const Message&, OmemoStore&) {
        return OmemoReading{.failure = OmemoFailure::damaged};
    };
    writer->use_omemo(alice, [&](OmemoDevice& device) { device.read_waiting(fail, 100); });
    const archive::Reader reader(path);
    const auto all = reader.unreadable({});
    REQUIRE(all.size() == 2);
    CHECK(all.front().with == bob);
    CHECK(all.back().account == alice);
    CHECK(all.back().with == room);
    CHECK(all.back().since == some_day + 1s);
    CHECK(all.back().until == some_day + 3s);
    CHECK(all.back().messages == 3);
    CHECK(all.back().reasons ==
          std::vector<UnreadableRecord::Reason>{{OmemoFailure::unknown_sender, 3}});
    CHECK(reader.unreadable({.contacts = {room}}).size() == 1);
    CHECK(reader.unreadable({.accounts = {bob}}).empty());
    CHECK(reader.unreadable({.until = some_day + 2s}).back().messages == 1);
    CHECK(reader.unreadable({.since = some_day + 5s}).empty());
}
