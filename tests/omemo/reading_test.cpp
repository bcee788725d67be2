// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/reading.hpp"

#include "base/digest.hpp"
#include "omemo/answer.hpp"
#include "omemo/memory_store.hpp"
#include "omemo/session.hpp"
#include "omemo/writing.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::omemo;

namespace {

/// Romeo's client writes to our device, which is one of Juliet's.
struct Correspondence {
    MemoryStore ours;
    MemoryStore romeos;
    OmemoAddress us{Jid::of("juliet@capulet.lit"), ours.device()};
    OmemoAddress romeo{Jid::of("romeo@montague.lit"), romeos.device()};

    Correspondence() { REQUIRE(begin_session(us, ours.published(), romeos)); }

    std::string says(const std::string& text) {
        const auto [payload, tag] = encrypt_payload(text);
        return stanza_of(romeo.device, us.device, encrypt_key(payload_key + tag, us, romeos),
                         payload);
    }
    OmemoReading read(const std::string& stanza) {
        Message stored;
        stored.account = us.contact;
        stored.from = Jid::of("romeo@montague.lit/orchard");
        return omemo::read(stanza, stored, ours);
    }
    /// Our answer reaches Romeo's client.
    void hears_of_us() {
        const auto answer = empty_message(romeo, ours);
        REQUIRE(answer);
        const auto stanza =
            stanza_of(us.device, romeo.device, {answer->key, answer->begins_session}, "");
        Message stored;
        stored.account = romeo.contact;
        stored.from = us.contact;
        const auto reading = omemo::read(stanza, stored, romeos);
        REQUIRE_FALSE(reading.failure);
        REQUIRE_FALSE(reading.text);
    }
};

}  // namespace

TEST_CASE("what is encrypted to this device is read, with the key of who encrypted it") {
    Correspondence both;
    const auto reading = both.read(both.says("with love's light wings \xE2\x9D\xA4"));
    CHECK(reading.text == "with love's light wings \xE2\x9D\xA4");
    CHECK_FALSE(reading.failure);
    CHECK(reading.device == both.romeo.device);
    CHECK(reading.fingerprint == hex(both.romeos.identity().public_key.substr(1)));
    CHECK(reading.wants_answer);
    CHECK(both.ours.used.size() == 1);
}

TEST_CASE("once the other side has heard of us it begins no session any more") {
    Correspondence both;
    both.read(both.says("one"));
    both.hears_of_us();
    const auto stanza = both.says("two");
    CHECK(stanza.find("prekey") == std::string::npos);
    const auto reading = both.read(stanza);
    CHECK(reading.text == "two");
    CHECK_FALSE(reading.wants_answer);
}

TEST_CASE("who goes on for long without an answer wants one") {
    Correspondence both;
    both.read(both.says("first"));
    both.hears_of_us();
    for (int i = 0; i < 53; ++i) CHECK_FALSE(both.read(both.says("again")).wants_answer);
    CHECK(both.read(both.says("again")).wants_answer);
    both.hears_of_us();
    CHECK_FALSE(both.read(both.says("again")).wants_answer);
}

TEST_CASE("messages are read in whatever order they come, each once") {
    Correspondence both;
    both.read(both.says("first"));
    both.hears_of_us();
    std::vector<std::string> stanzas;
    for (int i = 0; i < 20; ++i) stanzas.push_back(both.says(std::to_string(i)));
    std::ranges::reverse(stanzas);
    for (int i = 0; i < 20; ++i)
        CHECK(both.read(stanzas[static_cast<std::size_t>(i)]).text == std::to_string(19 - i));
    for (const auto& stanza : stanzas)
        CHECK(both.read(stanza).failure == OmemoFailure::read_before);
}

TEST_CASE("from an old state the same message is read again") {
    Correspondence both;
    both.read(both.says("first"));
    const auto before = both.ours.sessions;
    const auto stanza = both.says("second");
    CHECK(both.read(stanza).text == "second");
    both.ours.sessions = before;
    CHECK(both.read(stanza).text == "second");
}

static void replace(std::string& text, std::string_view what, std::string_view by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    text.replace(at, what.size(), by);
}

TEST_CASE("what cannot be read says why, and changes nothing") {
    Correspondence both;
    both.read(both.says("first"));
    both.hears_of_us();
    const auto before = both.ours.sessions;
    auto stanza = both.says("second");
    auto expected = OmemoFailure::damaged;
    SECTION("it is not encrypted to us") {
        replace(stanza, fmt::format("rid='{}'", both.us.device), "rid='5'");
        expected = OmemoFailure::not_encrypted_to;
    }
    SECTION("another device than that of the session says to have sent it") {
        replace(stanza, fmt::format("sid='{}'", both.romeo.device), "sid='6'");
        expected = OmemoFailure::no_session;
    }
    SECTION("no device says so") {
        replace(stanza, fmt::format("sid='{}'", both.romeo.device), "sid='-6'");
    }
    SECTION("the text is another one") {
        const auto [payload, tag] = encrypt_payload("second");
        replace(stanza, encode_base64(payload), encode_base64("2econd"));
    }
    SECTION("the text is no Base64") { replace(stanza, "<payload>", "<payload>?"); }
    SECTION("the initialization vector is missing") {
        replace(stanza, "<iv>" + encode_base64(payload_iv) + "</iv>", "");
    }
    SECTION("the key is none") {
        const auto at = stanza.find("<key rid='" + std::to_string(both.us.device)) + 1;
        const auto from = stanza.find('>', at) + 1;
        stanza.replace(from, stanza.find('<', from) - from, "AAAA");
    }
    SECTION("there is nothing encrypted in it") {
        replace(stanza, "<encrypted xmlns='eu.", "<encrypted xmlns='us.");
    }
    SECTION("it is no stanza") { stanza = "<message"; }
    const auto reading = both.read(stanza);
    CHECK(reading.failure == expected);
    CHECK_FALSE(reading.text);
    CHECK(both.ours.sessions == before);
    CHECK(both.read(both.says("third")).text == "third");
}

TEST_CASE("a key whose bytes were changed on the way is not believed") {
    Correspondence both;
    both.read(both.says("first"));
    both.hears_of_us();
    const auto [payload, tag] = encrypt_payload("second");
    auto key = encrypt_key(payload_key + tag, both.us, both.romeos);
    const auto at = GENERATE(0u, 5u, 40u, 60u);
    key.bytes[at] = static_cast<char>(key.bytes[at] ^ 1);
    const auto before = both.ours.sessions;
    CHECK(both.read(stanza_of(both.romeo.device, both.us.device, key, payload)).failure);
    CHECK(both.ours.sessions == before);
}

TEST_CASE("a session with a key that this device never had is told") {
    Correspondence both;
    MemoryStore another;
    auto bundle = another.published();
    bundle.device = both.us.device;
    both.romeos.sessions.clear();
    REQUIRE(begin_session(both.us, bundle, both.romeos));
    const auto reading = both.read(both.says("first"));
    CHECK(reading.failure);
    CHECK(both.ours.sessions.empty());
}

TEST_CASE("characters that XML does not have come out of no message") {
    Correspondence both;
    CHECK(both.read(both.says("a\x1B[2J\xFF")).text == "a\uFFFD[2J\uFFFD");
}

TEST_CASE("a bundle with another's signature begins no session") {
    MemoryStore ours;
    MemoryStore theirs;
    auto bundle = theirs.published();
    SECTION("the signature is changed") { bundle.signature[3] ^= 1; }
    SECTION("the signature is missing") { bundle.signature.clear(); }
    SECTION("the identity is another") { bundle.identity_key = ours.identity().public_key; }
    SECTION("there are no pre-keys") { bundle.pre_keys.clear(); }
    SECTION("a key is too short") {
        for (auto& key : bundle.pre_keys) key.public_key.resize(9);
    }
    CHECK_FALSE(begin_session({Jid::of("romeo@montague.lit"), theirs.device()}, bundle, ours));
    CHECK(ours.sessions.empty());
}
