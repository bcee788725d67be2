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

namespace {

/// What a bundle's parts are called.
struct BundleWords {
    std::string_view identity_key;
    std::string_view signed_pre_key;
    std::string_view signed_pre_key_id;
    std::string_view signature;
    std::string_view pre_key;
    std::string_view pre_key_id;
};

}  // namespace

static const BundleWords& words_of(PepNode list) {
    static constexpr BundleWords older{.identity_key = "identityKey",
                                       .signed_pre_key = "signedPreKeyPublic",
                                       .signed_pre_key_id = "signedPreKeyId",
                                       .signature = "signedPreKeySignature",
                                       .pre_key = "preKeyPublic",
                                       .pre_key_id = "preKeyId"};
    static constexpr BundleWords later{.identity_key = "ik",
                                       .signed_pre_key = "spk",
                                       .signed_pre_key_id = "id",
                                       .signature = "spks",
                                       .pre_key = "pk",
                                       .pre_key_id = "id"};
    return list == PepNode::devices ? later : older;
}

/// A public key as OmemoBundle has it; "" if it is none.
static std::string public_key(std::string_view base64, PepNode list) {
    auto key = decode_base64(trim(base64)).value_or("");
    const bool is_key = list == PepNode::devices
                            ? key.size() == key_size
                            : key.size() == key_size + 1 && key.front() == curve25519_mark;
    if (!is_key) key.clear();
    return key;
}

static std::optional<OmemoBundle::PreKey> pre_key(const Element& element, std::string_view id,
                                                  PepNode list) {
    const auto number = parse_integer<std::uint32_t>(element.attribute(id), 0,
                                                     std::numeric_limits<std::int32_t>::max());
    OmemoBundle::PreKey key{.id = number.value_or(0),
                            .public_key = public_key(element.text(), list)};
    if (!number || key.public_key.empty()) return std::nullopt;
    return key;
}

/// Without pre-keys if it is not as the XEP has it.
static OmemoBundle bundle_in(const Element& element, PepNode list, std::uint32_t device) {
    OmemoBundle bundle{.list = list, .device = device};
    const auto xmlns = protocol_of(list);
    const auto& words = words_of(list);
    const auto* signed_key = find_child(element, words.signed_pre_key, xmlns);
    const auto* keys = find_child(element, "prekeys", xmlns);
    if (signed_key == nullptr || keys == nullptr) return bundle;
    const auto signed_pre_key = pre_key(*signed_key, words.signed_pre_key_id, list);
    if (!signed_pre_key) return bundle;
    bundle.signed_pre_key = *signed_pre_key;
    bundle.identity_key = public_key(child_text(element, words.identity_key, xmlns), list);
    bundle.signature =
        decode_base64(trim(child_text(element, words.signature, xmlns))).value_or("");
    if (bundle.identity_key.empty() || bundle.signature.size() != signature_size) return bundle;
    for (const auto& child : keys->children()) {
        if (bundle.pre_keys.size() == most_pre_keys) break;
        if (!is(child, words.pre_key, xmlns)) continue;
        if (auto key = pre_key(child, words.pre_key_id, list))
            bundle.pre_keys.push_back(*std::move(key));
    }
    return bundle;
}

/// The item of a device's bundle in the answer; the last one if there are several; or nullptr.
static const Element* find_bundle_item(const Element& iq, const BundlePlace& place) {
    const auto* items = find_items(iq, place.node);
    const Element* found = nullptr;
    if (items == nullptr) return found;
    for (const auto& item : items->children()) {
        if (!is(item, "item", ns::pubsub)) continue;
        if (place.item.empty() || item.attribute("id") == place.item) found = &item;
    }
    return found;
}

std::optional<OmemoBundle> read_bundle(const Element& iq, PepNode list, std::uint32_t device) {
    const auto* item = find_bundle_item(iq, bundle_place(list, std::to_string(device)));
    const auto* element =
        item != nullptr ? find_child(*item, "bundle", protocol_of(list)) : nullptr;
    if (element == nullptr) return std::nullopt;
    auto bundle = bundle_in(*element, list, device);
    if (bundle.pre_keys.empty()) return std::nullopt;
    return bundle;
}

std::optional<std::string> find_fingerprint(const Element& iq, PepNode list,
                                            std::string_view device) {
    const auto* item = find_bundle_item(iq, bundle_place(list, device));
    const auto key = item != nullptr ? key_in(*item, list) : std::nullopt;
    return key ? std::optional(hex(*key)) : std::nullopt;
}

}  // namespace boswell::stanza
