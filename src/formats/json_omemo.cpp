// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_omemo.hpp"

#include "model/pep.hpp"

namespace boswell::formats {

std::string to_json(const OmemoDeviceRecord& device) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "own-key");
    object.text("account", device.account.str());
    object.text("protocol", protocol_of(PepNode::axolotl_devices));
    object.number("device", device.device);
    object.text("fingerprint", device.fingerprint);
    object.time("created_at", device.created_at);
    object.close();
    return out;
}

static std::string_view state_of(const OmemoMessageRecord& message) {
    if (message.waits) return "waiting";
    return message.failure ? to_string(*message.failure) : "read";
}

void add_reading(JsonObject& object, const OmemoMessageRecord& message) {
    object.text("state", state_of(message));
    if (message.device != 0) object.number("device", message.device);
    object.text("fingerprint", message.fingerprint);
    if (message.listed) object.boolean("listed", *message.listed);
    if (message.key_first_seen) object.time("key_first_seen", *message.key_first_seen);
    if (message.is_other_key) object.boolean("other_key", true);
    if (message.failure && message.has_text) object.boolean("imported_text", true);
}

std::string to_json(const OmemoMessageRecord& message) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "encrypted-message");
    object.text("account", message.account.str());
    object.text("with", message.with.str());
    object.text("sender", message.sender.str());
    object.number("message", message.message);
    object.time("stamp", message.stamp);
    add_reading(object, message);
    object.close();
    return out;
}

std::string to_json(const UnreadableRecord& messages) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "unreadable");
    object.text("account", messages.account.str());
    object.text("with", messages.with.str());
    object.time("since", messages.since);
    object.time("until", messages.until);
    object.number("messages", messages.messages);
    JsonObject reasons(object.member("reasons"));
    for (const auto& reason : messages.reasons)
        reasons.number(to_string(reason.failure), reason.messages);
    reasons.close();
    object.close();
    return out;
}

}  // namespace boswell::formats
