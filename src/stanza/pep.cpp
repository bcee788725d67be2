// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep.hpp"

#include "base/text.hpp"
#include "stanza/address.hpp"
#include "stanza/delay.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/pep_nodes.hpp"
#include "stanza/write_xml.hpp"

namespace boswell::stanza {

static constexpr std::size_t longest_id = 512;

PepPayload payload_of(PepNode node) {
    switch (node) {
        case PepNode::mood:
            return {"mood", node_name(node), read_mood};
        case PepNode::activity:
            return {"activity", node_name(node), read_activity};
        case PepNode::tune:
            return {"tune", node_name(node), read_tune};
        case PepNode::location:
            return {"geoloc", node_name(node), read_location};
        case PepNode::nick:
            return {"nick", node_name(node), read_nick};
        case PepNode::avatar:
            return {"metadata", node_name(node), read_avatar_metadata};
        case PepNode::vcard:
            return {"vcard", "urn:ietf:params:xml:ns:vcard-4.0", read_vcard4};
        case PepNode::axolotl_devices:
            return {"list", "eu.siacs.conversations.axolotl", read_device_list};
        case PepNode::devices:
            return {"devices", "urn:xmpp:omemo:2", read_device_list};
        case PepNode::moved:
            return {"moved", node_name(node), read_moved};
    }
    return {};
}

void add_field(PepFields& fields, std::string_view name, std::string_view value) {
    value = trim(value);
    if (!value.empty()) fields.push_back({std::string(name), std::string(value)});
}

/// XEP-0060: an <event/> has one child, which names the node.
static const Element* find_change(const Element& message) {
    const auto* event = find_child(message, "event", ns::pubsub_event);
    return event == nullptr || event->children().empty() ? nullptr : &*event->children().begin();
}

bool is_pep_event(const Element& message) {
    const auto type = message.attribute("type");
    if (!type.empty() && type != "normal" && type != "headline") return false;
    const auto* change = find_change(message);
    return change != nullptr && parse_pep_node(change->attribute("node"));
}

PepEvent nothing_published(PepNode node, const Jid& contact, const Context& context) {
    return {.account = context.account,
            .contact = contact,
            .node = node,
            .item = {},
            .stamp = context.now,
            .seen_at = context.now,
            .payload = {}};
}

static bool is_blank(const Element& payload) {
    return payload.children().empty() && trim(payload.text()).empty();
}

static PepItem read_item(const Element& item, PepEvent event) {
    event.item = utf8_prefix(item.attribute("id"), longest_id);
    if (item.children().empty()) return {.event = std::move(event)};
    const auto& payload = *item.children().begin();
    const auto demanded = payload_of(event.node);
    if (!is(payload, demanded.name, demanded.xmlns))
        return {.reason = "what is published is not what belongs at its node (XEP-0163)"};
    if (is_blank(payload)) return {.event = std::move(event)};
    auto text =
        canonical_xml(payload, is_device_list(event.node) ? ChildOrder::sorted : ChildOrder::kept);
    if (text.size() > largest_payload)
        return {.reason = "what is published (XEP-0163) is larger than 64 KiB"};
    event.payload = std::move(text);
    event.fields = demanded.read(payload);
    return {.event = std::move(event)};
}

PepItem read_items(const Element& items, PepNode node, const Jid& contact, const Context& context) {
    const Element* last = nullptr;
    for (const auto& child : items.children()) {
        if (is(child, "item", items.xmlns()) || is(child, "retract", items.xmlns())) last = &child;
    }
    if (last == nullptr) return {};
    auto event = nothing_published(node, contact, context);
    if (last->name() == "item") return read_item(*last, std::move(event));
    event.item = utf8_prefix(last->attribute("id"), longest_id);
    event.is_retraction = true;
    return {.event = std::move(event)};
}

/// Whose clock counts is the contact's server's, which makes the notification. A delay that names
/// nobody is from there as well: it came with the rest.
static Time stamp_of(const Element& message, const Jid& contact, const Context& context) {
    auto delay = find_delay(message, contact);
    const bool counts =
        delay && (delay->by.empty() || is_own(*delay, contact) || is_own(*delay, context.account));
    if (!counts) delay.reset();
    return credible_stamp(delay, context.now);
}

static bool is_believed(const Jid& from, const Context& context) {
    const bool known = from == context.account || context.subscribed.contains(from);
    return known && !context.rooms.contains(from);
}

std::vector<Event> translate_pep_event(const Element& message, std::string_view original,
                                       const Context& context) {
    const auto refused = [&](std::string_view reason) {
        return std::vector<Event>{quarantine(message, original, context, reason)};
    };
    const auto from = sender(message, context.account);
    if (!from || !is_believed(*from, context))
        return refused(
            "a notification (XEP-0163) of somebody whose presence the account does not get");
    const auto& change = *find_change(message);
    const auto node = *parse_pep_node(change.attribute("node"));
    PepItem item;
    if (is(change, "items", ns::pubsub_event))
        item = read_items(change, node, *from, context);
    else if (is(change, "purge", ns::pubsub_event) || is(change, "delete", ns::pubsub_event))
        item.event = nothing_published(node, *from, context);
    if (!item.reason.empty()) return refused(item.reason);
    if (!item.event) return {};
    item.event->stamp = stamp_of(message, *from, context);
    return {*std::move(item.event)};
}

}  // namespace boswell::stanza
