// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/omemo_message.hpp"

#include "base/base64.hpp"
#include "base/integer.hpp"
#include "base/text.hpp"
#include "stanza/namespaces.hpp"

#include <algorithm>
#include <limits>

namespace boswell::stanza {

// The keys of one message take some hundred bytes.
static constexpr std::size_t largest_key = 8192;
static constexpr std::size_t largest_iv = 64;
static constexpr std::string_view omemo_2 = "urn:xmpp:omemo:2";

/// libomemo-c keeps ids in 32 bits with a sign.
static std::optional<std::uint32_t> device_id(std::string_view text) {
    return parse_integer<std::uint32_t>(text, 1, std::numeric_limits<std::int32_t>::max());
}

static bool is_true(std::string_view boolean) { return boolean == "true" || boolean == "1"; }

OmemoElement find_omemo(const Element& message) {
    for (const auto list : {PepNode::axolotl_devices, PepNode::devices}) {
        const auto* encrypted = find_child(message, "encrypted", protocol_of(list));
        if (encrypted != nullptr) return {.encrypted = encrypted, .list = list};
    }
    return {};
}

static bool is_payload_free(const Element& message, std::string_view protocol) {
    const auto* encrypted = find_child(message, "encrypted", protocol);
    return encrypted != nullptr && find_child(*encrypted, "header", protocol) != nullptr &&
           find_child(*encrypted, "payload", protocol) == nullptr;
}

// Whatever else a stranger adds must not be hidden with the keys.
static bool is_read_by_people(const Element& child) {
    const auto xmlns = child.xmlns();
    if (xmlns == ns::client) return !child.text().empty() && child.name() != "thread";
    return xmlns == "jabber:x:oob" || xmlns == "urn:xmpp:sims:1" || xmlns == "urn:xmpp:sfs:0" ||
           xmlns == "http://jabber.org/protocol/xhtml-im";
}

bool carries_only_keys(const Element& message) {
    const auto children = message.children();
    return (is_payload_free(message, omemo_axolotl) || is_payload_free(message, omemo_2)) &&
           std::ranges::none_of(children, is_read_by_people);
}

static std::optional<std::string> octets_of(const Element& element) {
    return decode_base64(trim(element.text()));
}

/// Of the devices of one account, the key for that device, if there is one. False if that is not as
/// it must be.
static bool read_key(const Element& keys, std::string_view xmlns, std::string_view begins,
                     std::uint32_t device, OmemoMessage& message) {
    for (const auto& child : keys.children()) {
        if (message.key || !is(child, "key", xmlns)) continue;
        if (device_id(child.attribute("rid")) != device) continue;
        auto bytes = octets_of(child);
        if (!bytes || bytes->empty() || bytes->size() > largest_key) return false;
        message.key = {.bytes = *std::move(bytes),
                       .begins_session = is_true(child.attribute(begins))};
    }
    return true;
}

static bool read_iv(const Element& header, OmemoMessage& message) {
    const auto* iv = find_child(header, "iv", omemo_axolotl);
    if (iv == nullptr) return true;
    auto bytes = octets_of(*iv);
    if (!bytes || bytes->size() > largest_iv) return false;
    message.iv = *std::move(bytes);
    return true;
}

/// In the later protocol devices stand below their accounts: an id may be that of two.
static bool read_keys_of(const Element& header, const Jid& account, std::uint32_t device,
                         OmemoMessage& message) {
    for (const auto& keys : header.children()) {
        if (!is(keys, "keys", omemo_2) || Jid::parse(keys.attribute("jid")) != account) continue;
        if (!read_key(keys, omemo_2, "kex", device, message)) return false;
    }
    return true;
}

std::optional<OmemoMessage> read_omemo(const OmemoElement& element, const Jid& account,
                                       std::uint32_t device) {
    const auto xmlns = protocol_of(element.list);
    const auto* header = find_child(*element.encrypted, "header", xmlns);
    if (header == nullptr) return std::nullopt;
    const auto sender = device_id(header->attribute("sid"));
    if (!sender) return std::nullopt;
    OmemoMessage message{.sender = *sender, .key = {}, .iv = {}, .payload = {}};
    const bool is_read =
        element.list == PepNode::devices
            ? read_keys_of(*header, account, device, message)
            : read_key(*header, xmlns, "prekey", device, message) && read_iv(*header, message);
    if (!is_read) return std::nullopt;
    if (const auto* payload = find_child(*element.encrypted, "payload", xmlns)) {
        message.payload = octets_of(*payload);
        if (!message.payload) return std::nullopt;
    }
    return message;
}

}  // namespace boswell::stanza
