// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell {

/// The nodes of PEP (XEP-0163) that are understood. `axolotl_devices` is the list of OMEMO devices
/// of the older protocol.
enum class PepNode {
    avatar,
    nick,
    vcard,
    mood,
    activity,
    tune,
    location,
    axolotl_devices,
    devices,
    moved
};
inline constexpr std::array all_pep_nodes{
    PepNode::avatar,   PepNode::nick, PepNode::vcard,    PepNode::mood,
    PepNode::activity, PepNode::tune, PepNode::location, PepNode::axolotl_devices,
    PepNode::devices,  PepNode::moved};

/// The node's name on the wire, such as "http://jabber.org/protocol/mood".
std::string_view node_name(PepNode node);
std::optional<PepNode> parse_pep_node(std::string_view name);
/// What is published there, in a word: "mood". Both lists of devices are "devices".
std::string_view to_string(PepNode node);

/// A thing that somebody publishes of himself, as its XEP names it: "artist", "general". Names
/// repeat where there are several.
struct PepField {
    std::string name;
    std::string value;
    friend bool operator==(const PepField&, const PepField&) = default;
};

/// What is published at a node from now on, as far as we were told.
struct PepEvent {
    Jid account;
    Jid contact;  ///< bare; the account itself for its own nodes
    PepNode node = PepNode::nick;
    std::string item;  ///< its id (XEP-0060); "" if it has none
    Time stamp;        ///< when it was published, as far as known; else seen_at
    Time seen_at;
    /// The element as canonical XML: the same content is the same text. Absent: nothing is.
    std::optional<std::string> payload;
    std::vector<PepField> fields = {};  ///< what is understood of it
    /// The item was taken back. That says nothing if another one was published since.
    bool is_retraction = false;
};

/// A server was asked which nodes the contact has, and has answered.
struct PepNodesListed {
    Jid account;
    Jid contact;  ///< bare
    Time at;
};

/// Somebody who asks for our presence says that he was a contact under another address (XEP-0283).
/// Anybody can say so; it is true if that contact has published that it has moved there.
struct MoveClaimed {
    Jid account;
    Jid contact;   ///< bare: whom he says he was; in the roster
    Jid claimant;  ///< bare
    Time seen_at;
};

/// The identity key of a device (XEP-0384), as its bundle has it.
struct DeviceKey {
    Jid account;
    Jid contact;                      ///< bare; the account itself for its other devices
    PepNode list = PepNode::devices;  ///< that the device is in; also says what kind of key it is
    std::int64_t device = 0;
    std::string fingerprint;  ///< the 32 bytes of the key in hex
    Time seen_at;
};

/// What kind of key the devices of that list have: "curve25519", or "ed25519" with omemo:2.
std::string_view key_type(PepNode list);
/// The devices of either protocol are others: "eu.siacs.conversations.axolotl" or
/// "urn:xmpp:omemo:2".
std::string_view protocol_of(PepNode list);
bool is_device_list(PepNode node);
/// The list of the devices of that protocol.
PepNode list_of(std::string_view protocol);

}  // namespace boswell
