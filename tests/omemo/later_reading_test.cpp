// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"
#include "omemo/answer.hpp"
#include "omemo/memory_store.hpp"
#include "omemo/reading.hpp"
#include "omemo/session.hpp"
#include "omemo/writing.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::omemo;

namespace {

/// Romeo's client writes to our device by the later protocol.
struct Correspondence {
    MemoryStore ours;
    MemoryStore romeos;
    OmemoAddress us{Jid::of("juliet@capulet.lit"), ours.device(), PepNode::devices};
    OmemoAddress romeo{Jid::of("romeo@montague.lit"), romeos.device(), PepNode::devices};

    Correspondence() { REQUIRE(begin_session(us, ours.published(us.list), romeos)); }

    std::string says() {
        return later_stanza_of(romeo.device, us, encrypt_key(octets_of(sealed_key), us, romeos),
                               octets_of(sealed_payload));
    }
    OmemoReading read(const std::string& stanza, const char* from = "romeo@montague.lit/orchard") {
        Message stored;
        stored.account = us.contact;
        stored.from = Jid::of(from);
        return omemo::read(stanza, stored, ours);
    }
};

}  // namespace

TEST_CASE("what is encrypted by the later protocol is read, with the key of who encrypted it") {
    Correspondence both;
    const auto reading = both.read(both.says());
    CHECK_FALSE(reading.failure);
    CHECK(reading.text == "with love's light wings");
    CHECK(reading.list == PepNode::devices);
    CHECK(reading.device == both.romeo.device);
    CHECK(reading.fingerprint == hex(both.romeos.identity().public_key.substr(1)));
    CHECK(reading.wants_answer);
    CHECK(both.ours.sessions.count(both.romeo) == 1);
}

TEST_CASE("an answer by the later protocol has no text, and ends the beginning of a session") {
    Correspondence both;
    both.read(both.says());
    const auto answer = empty_message(both.romeo, both.ours);
    REQUIRE(answer);
    CHECK_FALSE(answer->begins_session);
    const auto stanza = later_stanza_of(both.us.device, both.romeo, {answer->key, false}, "");
    Message stored;
    stored.account = both.romeo.contact;
    stored.from = both.us.contact;
    const auto reading = omemo::read(stanza, stored, both.romeos);
    CHECK_FALSE(reading.failure);
    CHECK_FALSE(reading.text);
    CHECK(reading.is_empty);
    CHECK(both.says().find("kex") == std::string::npos);
}

TEST_CASE("a device of both protocols has a session of each") {
    Correspondence both;
    both.read(both.says());
    auto older = both.us;
    older.list = PepNode::axolotl_devices;
    REQUIRE(begin_session(older, both.ours.published(), both.romeos));
    const auto [payload, tag] = encrypt_payload("swear not by the moon");
    const auto stanza = stanza_of(both.romeo.device, both.us.device,
                                  encrypt_key(payload_key + tag, older, both.romeos), payload);
    CHECK(both.read(stanza).text == "swear not by the moon");
    CHECK(both.ours.sessions.size() == 2);
    CHECK(both.read(both.says()).text == "with love's light wings");
}

TEST_CASE("an envelope that somebody else has filled is not believed, and changes nothing") {
    Correspondence both;
    auto stanza = both.says();
    const auto reading = both.read(stanza, "mercutio@verona.lit/phone");
    CHECK(reading.failure == OmemoFailure::damaged);
    CHECK_FALSE(reading.text);
    CHECK(both.ours.sessions.empty());
    CHECK(both.read(stanza).text == "with love's light wings");
}

TEST_CASE("a key for a device with the same id of another account is not ours") {
    Correspondence both;
    auto stanza = both.says();
    const std::string account = "<keys jid='juliet@capulet.lit'>";
    stanza.replace(stanza.find(account), account.size(), "<keys jid='paris@capulet.lit'>");
    CHECK(both.read(stanza).failure == OmemoFailure::not_encrypted_to);
}

TEST_CASE("a bundle of one protocol begins no session of the other") {
    MemoryStore ours;
    MemoryStore theirs;
    const auto bundle = theirs.published();
    CHECK_FALSE(begin_session({Jid::of("romeo@montague.lit"), theirs.device(), PepNode::devices},
                              bundle, ours));
    auto forged = theirs.published(PepNode::devices);
    forged.signature = bundle.signature;  // of other bytes
    CHECK_FALSE(begin_session({Jid::of("romeo@montague.lit"), theirs.device(), PepNode::devices},
                              forged, ours));
    CHECK(ours.sessions.empty());
}
