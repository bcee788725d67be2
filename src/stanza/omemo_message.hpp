// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"
#include "model/pep.hpp"
#include "stanza/element.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boswell::stanza {

inline constexpr std::string_view omemo_axolotl = "eu.siacs.conversations.axolotl";

/// What the <encrypted/> of a message has for one device (XEP-0384).
struct OmemoMessage {
    struct Key {
        std::string bytes;
        bool begins_session = false;  ///< prekey='true', in the later protocol kex='true'
    };
    std::uint32_t sender = 0;            ///< the device that has encrypted it
    std::optional<Key> key;              ///< absent: there is none for that device
    std::string iv;                      ///< of the older protocol
    std::optional<std::string> payload;  ///< absent: it carries keys only
};

/// An <encrypted/>, and the list of devices that belongs to its protocol.
struct OmemoElement {
    const Element* encrypted = nullptr;  ///< nullptr if there is none
    PepNode list = PepNode::axolotl_devices;
};
/// That of the message; of the older protocol if it has both, which say the same.
OmemoElement find_omemo(const Element& message);
/// True if nobody says anything with the message: it is encrypted, by either protocol, has no
/// <payload/>, and nothing else that people would read.
bool carries_only_keys(const Element& message);
/// Reads it as the device `device` of `account` has to. nullopt if it is not as it must be.
std::optional<OmemoMessage> read_omemo(const OmemoElement& element, const Jid& account,
                                       std::uint32_t device);

}  // namespace boswell::stanza
