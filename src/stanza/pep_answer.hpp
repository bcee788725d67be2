// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/contact.hpp"
#include "model/omemo.hpp"
#include "model/pep.hpp"
#include "stanza/element.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

/// What is fetched of what people publish (XEP-0163): answers of type result, as elements <iq/>.
namespace boswell::stanza {

/// XEP-0030: those of the nodes in an answer to disco#items that are understood.
std::set<PepNode> listed_nodes(const Element& iq);

/// The <items/> of that node; nullptr if the answer has none.
const Element* find_items(const Element& iq, std::string_view node);

/// XEP-0084: the picture with that SHA-1, if it is in the answer and not too large to be kept.
std::optional<Avatar> find_avatar(const Element& iq, std::string_view sha1);
/// The node that has the pictures.
inline constexpr std::string_view avatar_data = "urn:xmpp:avatar:data";

/// XEP-0384: the identity key of that device in hex, 32 bytes, whatever its protocol; nullopt if
/// there is none, or none that is a key.
std::optional<std::string> find_fingerprint(const Element& iq, PepNode list,
                                            std::string_view device);
/// XEP-0384: the whole bundle of that device in that list. nullopt if there is none, or none with
/// which a session can begin.
std::optional<OmemoBundle> read_bundle(const Element& iq, PepNode list, std::uint32_t device);
/// Where the bundle of a device is.
struct BundlePlace {
    std::string node;
    std::string item;  ///< "" for the last one
};
BundlePlace bundle_place(PepNode list, std::string_view device);

}  // namespace boswell::stanza
