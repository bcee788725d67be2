// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/pep.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<PepNode, 10> names{
    {"urn:xmpp:avatar:metadata", "http://jabber.org/protocol/nick", "urn:xmpp:vcard4",
     "http://jabber.org/protocol/mood", "http://jabber.org/protocol/activity",
     "http://jabber.org/protocol/tune", "http://jabber.org/protocol/geoloc",
     "eu.siacs.conversations.axolotl.devicelist", "urn:xmpp:omemo:2:devices", "urn:xmpp:moved:1"}};

static constexpr EnumNames<PepNode, 10> words{{"avatar", "nick", "vcard", "mood", "activity",
                                               "tune", "location", "devices", "devices", "moved"}};

std::string_view node_name(PepNode node) { return names.of(node); }
std::optional<PepNode> parse_pep_node(std::string_view name) { return names.parse(name); }
std::string_view to_string(PepNode node) { return words.of(node); }

bool is_device_list(PepNode node) {
    return node == PepNode::devices || node == PepNode::axolotl_devices;
}

std::string_view key_type(PepNode list) {
    return list == PepNode::devices ? "ed25519" : "curve25519";
}

std::string_view protocol_of(PepNode list) {
    return list == PepNode::devices ? "urn:xmpp:omemo:2" : "eu.siacs.conversations.axolotl";
}

PepNode list_of(std::string_view protocol) {
    return protocol == protocol_of(PepNode::devices) ? PepNode::devices : PepNode::axolotl_devices;
}

}  // namespace boswell
