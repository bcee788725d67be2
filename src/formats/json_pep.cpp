// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_pep.hpp"

#include "base/integer.hpp"
#include "formats/json_contact.hpp"

#include <algorithm>
#include <cstdint>

namespace boswell::formats {

/// Of these one value is all that there is, or a list of such.
static bool is_plain(PepNode node) { return node == PepNode::nick || node == PepNode::moved; }

static bool is_number(PepNode node, std::string_view name) {
    if (node == PepNode::avatar) return name == "bytes" || name == "width" || name == "height";
    return node == PepNode::tune && (name == "length" || name == "rating");
}

static void add_devices(JsonObject& object, const PepEvent& event) {
    auto& out = object.member(to_string(event.node));
    char before = '[';
    for (const auto& device : event.fields) {
        out += before + device.value;
        before = ',';
    }
    out += ']';
}

/// Those fields of a vCard that may be there several times are always a list.
static bool is_list(PepNode node, std::string_view name) {
    return node == PepNode::vcard && (name == "email" || name == "tel");
}

static void add_fields(JsonObject& record, const PepEvent& event) {
    JsonObject object(record.member(to_string(event.node)));
    std::vector<std::string_view> done;
    for (const auto& field : event.fields) {
        if (std::ranges::find(done, field.name) != done.end()) continue;
        done.push_back(field.name);
        if (is_list(event.node, field.name)) {
            std::vector<std::string> values;
            for (const auto& other : event.fields) {
                if (other.name == field.name) values.push_back(other.value);
            }
            object.list(field.name, values);
        } else if (is_number(event.node, field.name)) {
            object.number(field.name, parse_integer<std::int64_t>(field.value).value_or(0));
        } else {
            object.text(field.name, field.value);
        }
    }
    object.close();
}

void add(JsonObject& object, const MoveClaimRecord& claim) {
    object.text("account", claim.account.str());
    object.text("contact", claim.contact.str());
    object.text("claimant", claim.claimant.str());
    object.time("seen_at", claim.first_seen);
    object.time("last_seen", claim.last_seen);
}

std::string to_json(const MoveClaimRecord& claim, bool is_verified) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "move-claim");
    add(object, claim);
    object.boolean("verified", is_verified);
    object.close();
    return out;
}

static void add(JsonObject& object, const PepEvent& event) {
    object.text("account", event.account.str());
    object.text("contact", event.contact.str());
    object.text("node", node_name(event.node));
    object.text("item", event.item);
    object.time("stamp", event.stamp);
    object.time("seen_at", event.seen_at);
    object.boolean("published", event.payload.has_value());
    if (is_device_list(event.node) && !event.fields.empty())
        add_devices(object, event);
    else if (is_plain(event.node) && !event.fields.empty())
        object.text(to_string(event.node), event.fields.front().value);
    else if (!event.fields.empty())
        add_fields(object, event);
}

/// It is long, and comes last.
static void add_payload(JsonObject& object, const PepEvent& event) {
    if (event.payload) object.text("payload", *event.payload);
}

std::string to_json(const PepEvent& event, std::optional<bool> is_verified) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "pep-event");
    add(object, event);
    if (is_verified) object.boolean("verified", *is_verified);
    add_payload(object, event);
    object.close();
    return out;
}

void add(JsonObject& object, const PepRecord& record) {
    add(object, record.event);
    object.time("confirmed_at", record.confirmed_at);
    if (record.avatar) add_picture(object, "picture", *record.avatar);
    add_payload(object, record.event);
}

std::string to_json(const DeviceKeyRecord& key) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "key");
    add(object, key);
    object.close();
    return out;
}

void add(JsonObject& object, const DeviceKeyRecord& key) {
    object.text("account", key.account.str());
    object.text("contact", key.contact.str());
    object.text("protocol", protocol_of(key.list));
    object.number("device", key.device);
    object.text("key_type", key_type(key.list));
    object.text("fingerprint", key.fingerprint);
    object.time("first_seen", key.first_seen);
    object.time("last_seen", key.last_seen);
    object.boolean("announced", key.announced);
}

}  // namespace boswell::formats
