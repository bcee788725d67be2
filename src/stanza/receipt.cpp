// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/receipt.hpp"

#include "stanza/element.hpp"

#include <algorithm>

namespace boswell::stanza {

static constexpr std::string_view receipts = "urn:xmpp:receipts";
static constexpr std::string_view markers = "urn:xmpp:chat-markers:0";
static constexpr std::string_view chat_states = "http://jabber.org/protocol/chatstates";

static constexpr std::size_t longest_id = 512;
static constexpr std::size_t most = 4;

static std::optional<ReceiptKind> receipt_kind(const Element& element) {
    if (is(element, "received", receipts)) return ReceiptKind::received;
    if (element.xmlns() == markers) return parse_receipt_kind(element.name());
    return std::nullopt;
}

static std::optional<ChatStateKind> chat_state(const Element& element) {
    if (element.xmlns() == chat_states) return parse_chat_state(element.name());
    return std::nullopt;
}

bool has_receipts(const Element& stanza) {
    const auto children = stanza.children();
    return std::any_of(children.begin(), children.end(),
                       [](const auto& child) { return receipt_kind(child) || chat_state(child); });
}

static bool is_live(const Message& message) {
    return message.via == Via::stream || message.via == Via::carbon;
}

static void read(const Element& element, const Message& message, std::vector<Event>& events) {
    const auto id = element.attribute("id");
    if (const auto kind = receipt_kind(element); kind && !id.empty() && id.size() <= longest_id)
        events.push_back(Receipt{.account = message.account,
                                 .direction = message.direction,
                                 .with = message.with,
                                 .from = message.from,
                                 .kind = *kind,
                                 .named_id = std::string(id),
                                 .stamp = message.stamp,
                                 .in_room = message.in_room,
                                 .occupant_id = message.occupant_id});
    // A chat state that comes out of an archive or with a delay is over.
    if (const auto state = chat_state(element); state && is_live(message))
        events.push_back(ChatState{.account = message.account,
                                   .direction = message.direction,
                                   .with = message.with,
                                   .from = message.from,
                                   .state = *state,
                                   .stamp = message.stamp,
                                   .in_room = message.in_room});
}

std::vector<Event> receipts_of(const Element& stanza, const Message& message) {
    std::vector<Event> events;
    if (message.type == MessageType::error) return events;
    for (const auto& child : stanza.children()) {
        if (events.size() < most) read(child, message, events);
    }
    return events;
}

}  // namespace boswell::stanza
