// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/pep_answer.hpp"

#include <fmt/format.h>

namespace boswell::stanza {

static constexpr std::size_t key_size = 32;
// Of the older protocol: says that the key is one of Curve25519.
static constexpr char curve25519_mark = '\x05';

BundlePlace bundle_place(PepNode list, std::string_view device) {
    if (list == PepNode::devices)
        return {.node = "urn:xmpp:omemo:2:bundles", .item = std::string(device)};
    return {.node = fmt::format("eu.siacs.conversations.axolotl.bundles:{}", device), .item = {}};
}

/// The key in a bundle, without what stands before it in the older protocol.
static std::optional<std::string> key_in(const Element& item, PepNode list) {
    const auto xmlns = protocol_of(list);
    const auto* bundle = find_child(item, "bundle", xmlns);
    if (bundle == nullptr) return std::nullopt;
    const auto name = list == PepNode::devices ? "ik" : "identityKey";
    auto key = decode_base64(trim(child_text(*bundle, name, xmlns)));
    if (!key) return std::nullopt;
    const bool is_marked = key->size() == key_size + 1 && key->front() == curve25519_mark;
    if (list == PepNode::axolotl_devices && is_marked) key->erase(0, 1);
    return key->size() == key_size ? key : std::nullopt;
}

std::optional<std::string> find_fingerprint(const Element& iq, PepNode list,
                                            std::string_view device) {
    const auto place = bundle_place(list, device);
    const auto* items = find_items(iq, place.node);
    if (items == nullptr) return std::nullopt;
    std::optional<std::string> found;
    for (const auto& item : items->children()) {
        if (!is(item, "item", ns::pubsub)) continue;
        if (!place.item.empty() && item.attribute("id") != place.item) continue;
        if (const auto key = key_in(item, list)) found = hex(*key);
    }
    return found;
}

}  // namespace boswell::stanza
