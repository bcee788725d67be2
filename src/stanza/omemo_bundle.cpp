// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/integer.hpp"
#include "base/text.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/pep_answer.hpp"

#include <fmt/format.h>

#include <limits>

namespace boswell::stanza {

static constexpr std::size_t key_size = 32;
// Of the older protocol: says that the key is one of Curve25519.
static constexpr char curve25519_mark = '\x05';
static constexpr std::size_t signature_size = 64;
// Clients publish a hundred. One is enough for a session.
static constexpr std::size_t most_pre_keys = 200;

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

/// A public key of the older protocol, with its mark; "" if it is none.
static std::string marked_key(std::string_view base64) {
    auto key = decode_base64(trim(base64)).value_or("");
    if (key.size() != key_size + 1 || key.front() != curve25519_mark) key.clear();
    return key;
}

static std::optional<OmemoBundle::PreKey> pre_key(const Element& element, std::string_view id) {
    const auto number = parse_integer<std::uint32_t>(element.attribute(id), 0,
                                                     std::numeric_limits<std::int32_t>::max());
    OmemoBundle::PreKey key{.id = number.value_or(0), .public_key = marked_key(element.text())};
    if (!number || key.public_key.empty()) return std::nullopt;
    return key;
}

/// Without pre-keys if it is not as the XEP has it.
static OmemoBundle bundle_in(const Element& element, std::uint32_t device) {
    OmemoBundle bundle{.device = device};
    const auto xmlns = protocol_of(PepNode::axolotl_devices);
    const auto* signed_key = find_child(element, "signedPreKeyPublic", xmlns);
    const auto* keys = find_child(element, "prekeys", xmlns);
    if (signed_key == nullptr || keys == nullptr) return bundle;
    const auto signed_pre_key = pre_key(*signed_key, "signedPreKeyId");
    if (!signed_pre_key) return bundle;
    bundle.signed_pre_key = *signed_pre_key;
    bundle.identity_key = marked_key(child_text(element, "identityKey", xmlns));
    bundle.signature =
        decode_base64(trim(child_text(element, "signedPreKeySignature", xmlns))).value_or("");
    if (bundle.identity_key.empty() || bundle.signature.size() != signature_size) return bundle;
    for (const auto& child : keys->children()) {
        if (bundle.pre_keys.size() == most_pre_keys) break;
        if (!is(child, "preKeyPublic", xmlns)) continue;
        if (auto key = pre_key(child, "preKeyId")) bundle.pre_keys.push_back(*std::move(key));
    }
    return bundle;
}

std::optional<OmemoBundle> read_bundle(const Element& iq, std::uint32_t device) {
    const auto node = bundle_place(PepNode::axolotl_devices, std::to_string(device)).node;
    const auto* items = find_items(iq, node);
    std::optional<OmemoBundle> found;
    if (items == nullptr) return found;
    for (const auto& item : items->children()) {
        const auto* bundle = find_child(item, "bundle", protocol_of(PepNode::axolotl_devices));
        if (bundle != nullptr) found = bundle_in(*bundle, device);
    }
    if (found && found->pre_keys.empty()) found.reset();
    return found;
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
