// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "stanza/parse.hpp"
#include "stanza/pep_answer.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <vector>

using namespace boswell;
using namespace boswell::stanza;

static const std::string key(32, '\xab');

static std::optional<std::string> fingerprint(PepNode list, const std::string& octets,
                                              const std::string& item = "7",
                                              const std::string& node = "") {
    const bool is_new = list == PepNode::devices;
    const auto text = fmt::format(
        "<iq><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='{}'><item id='{}'>"
        "<bundle xmlns='{}'><{}>{}</{}></bundle></item></items></pubsub></iq>",
        node.empty() ? bundle_place(list, "7").node : node, item, protocol_of(list),
        is_new ? "ik" : "identityKey", encode_base64(octets), is_new ? "ik" : "identityKey");
    return find_fingerprint(parse(text)->root(), list, "7");
}

TEST_CASE(
    "the fingerprint of a device is its key, without what the older protocol puts before it") {
    CHECK(fingerprint(PepNode::axolotl_devices, '\x05' + key) == hex(key));
    CHECK(fingerprint(PepNode::axolotl_devices, key) == hex(key));
    CHECK(fingerprint(PepNode::devices, key) == hex(key));
    CHECK(hex(key).starts_with("abab"));
}

TEST_CASE("what is no key gives no fingerprint") {
    for (const auto& octets : {std::string(), std::string(31, 'x'), std::string(33, 'x'),
                               '\x05' + std::string(31, 'x'), std::string(5000, 'x')}) {
        if (octets.size() != 32) CHECK_FALSE(fingerprint(PepNode::axolotl_devices, octets));
        if (octets.size() != 32) CHECK_FALSE(fingerprint(PepNode::devices, octets));
    }
    CHECK_FALSE(fingerprint(PepNode::devices, '\x05' + key));
}

TEST_CASE("the bundle of another device is no answer") {
    CHECK_FALSE(fingerprint(PepNode::devices, key, "8"));
    CHECK_FALSE(fingerprint(PepNode::axolotl_devices, key, "x",
                            "eu.siacs.conversations.axolotl.bundles:8"));
    CHECK(fingerprint(PepNode::axolotl_devices, key, "current"));
}

namespace {

/// What a device publishes, each part of which a test may spoil.
struct Published {
    std::string identity = '\x05' + key;
    std::string signed_key = '\x05' + key;
    std::string signed_id = "1";
    std::string signature = std::string(64, 's');
    std::vector<std::string> pre_keys{'\x05' + key};

    std::optional<OmemoBundle> read() const {
        std::string keys;
        for (std::size_t i = 0; i < pre_keys.size(); ++i)
            keys += fmt::format("<preKeyPublic preKeyId='{}'>{}</preKeyPublic>", i + 1,
                                encode_base64(pre_keys[i]));
        const auto text = fmt::format(
            "<iq><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            "<items node='eu.siacs.conversations.axolotl.bundles:7'><item id='current'>"
            "<bundle xmlns='eu.siacs.conversations.axolotl'><signedPreKeyPublic "
            "signedPreKeyId='{}'>{}</signedPreKeyPublic><signedPreKeySignature>{}"
            "</signedPreKeySignature><identityKey>{}</identityKey><prekeys>{}</prekeys></bundle>"
            "</item></items></pubsub></iq>",
            signed_id, encode_base64(signed_key), encode_base64(signature), encode_base64(identity),
            keys);
        return read_bundle(parse(text)->root(), PepNode::axolotl_devices, 7);
    }
};

}  // namespace

TEST_CASE("a bundle has all that a session begins with") {
    const auto bundle = Published{}.read();
    REQUIRE(bundle);
    CHECK(bundle->device == 7);
    CHECK(bundle->identity_key == '\x05' + key);
    CHECK(bundle->signed_pre_key == OmemoBundle::PreKey{1, '\x05' + key});
    CHECK(bundle->signature == std::string(64, 's'));
    CHECK(bundle->pre_keys == std::vector<OmemoBundle::PreKey>{{1, '\x05' + key}});
}

TEST_CASE("a bundle that lacks something is none") {
    Published published;
    SECTION("identity key") { published.identity = key; }
    SECTION("signed pre-key") { published.signed_key = "x"; }
    SECTION("its id") { published.signed_id = "-1"; }
    SECTION("signature") { published.signature = "s"; }
    SECTION("pre-keys") { published.pre_keys = {key, ""}; }
    CHECK_FALSE(published.read());
}

TEST_CASE("of a bundle with keys without end a part is read") {
    Published published;
    published.pre_keys.assign(10'000, '\x05' + key);
    CHECK(published.read()->pre_keys.size() == 200);
}

TEST_CASE("a bundle of the later protocol is the item of its device") {
    const auto item = [](const char* id, const std::string& octets) {
        const auto text = encode_base64(octets);
        return fmt::format(
            "<item id='{}'><bundle xmlns='urn:xmpp:omemo:2'><spk id='1'>{}</spk><spks>{}</spks>"
            "<ik>{}</ik><prekeys><pk id='3'>{}</pk></prekeys></bundle></item>",
            id, text, encode_base64(std::string(64, 's')), text, text);
    };
    const auto read = [](const std::string& items) {
        return read_bundle(*&parse("<iq><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                                   "<items node='urn:xmpp:omemo:2:bundles'>" +
                                   items + "</items></pubsub></iq>")
                                 ->root(),
                           PepNode::devices, 7);
    };
    const auto bundle = read(item("6", std::string(32, 'x')) + item("7", key));
    REQUIRE(bundle);
    CHECK(bundle->list == PepNode::devices);
    CHECK(bundle->identity_key == key);
    CHECK(bundle->signed_pre_key == OmemoBundle::PreKey{1, key});
    CHECK(bundle->pre_keys == std::vector<OmemoBundle::PreKey>{{3, key}});
    CHECK_FALSE(read(item("6", key)));
    CHECK_FALSE(read(item("7", '\x05' + key)));
}
