// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "stanza/parse.hpp"
#include "stanza/pep_answer.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

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
