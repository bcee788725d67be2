// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/omemo_text.hpp"

#include "view/times.hpp"

#include <fmt/format.h>

namespace boswell::view {

std::string grouped(std::string_view fingerprint) {
    std::string text;
    for (std::size_t at = 0; at < fingerprint.size(); at += 8)
        text += fmt::format("{}{}", at == 0 ? "" : " ", fingerprint.substr(at, 8));
    return text;
}

std::string_view reason_of(OmemoFailure failure) {
    switch (failure) {
        case OmemoFailure::before_device:
            return "it was sent before this archive was a device of the account";
        case OmemoFailure::not_encrypted_to:
            return "its sender did not encrypt it to this archive";
        case OmemoFailure::no_session:
            return "it belongs to a session that this archive does not have";
        case OmemoFailure::unknown_key:
            return "it begins a session with a key that this archive does not have";
        case OmemoFailure::read_before:
            return "its key was used by an earlier message";
        case OmemoFailure::broken_session:
            return "the session with its device is broken";
        case OmemoFailure::damaged:
            return "it is damaged";
        case OmemoFailure::unknown_sender:
            return "who sent it is not known";
    }
    return "";
}

std::string unreadable_text(const UnreadableRecord& messages) {
    std::string why;
    for (const auto& reason : messages.reasons) {
        if (!why.empty()) why += "; ";
        if (messages.reasons.size() > 1) why += fmt::format("{}: ", reason.messages);
        why += reason_of(reason.failure);
    }
    return fmt::format("{} could not be read ({}); 'boswell keys' lists {}",
                       messages.messages == 1
                           ? "an encrypted message"
                           : fmt::format("{} encrypted messages", messages.messages),
                       why, messages.messages == 1 ? "it" : "them");
}

static std::string what_is_known_of_key(const OmemoMessageRecord& message, const TimeZone& zone) {
    std::string text;
    if (message.key_first_seen)
        text = *message.key_first_seen == message.stamp
                   ? "not seen before"
                   : fmt::format("first seen {}", exact_time(*message.key_first_seen, zone));
    if (message.is_other_key) text += "; the device had another key before";
    if (message.listed == false) text += "; the sender did not publish this device";
    return text;
}

static void add(FieldLines& fields, std::string_view name, std::string_view value) {
    if (!value.empty()) fields.emplace_back(name, value);
}

FieldLines omemo_fields(const OmemoMessageRecord& message, const TimeZone& zone) {
    FieldLines fields;
    if (message.waits) add(fields, "not read", "it waits for messages from before it");
    if (message.failure)
        add(fields, "not read",
            fmt::format("{}{}", reason_of(*message.failure),
                        message.has_text ? "; an import had its text" : ""));
    const bool is_another = message.sender != message.with && message.sender != message.account;
    if (is_another) add(fields, "encrypted by", message.sender.str());
    if (message.fingerprint.empty()) return fields;
    add(fields, "key", fmt::format("device {}: {}", message.device, grouped(message.fingerprint)));
    add(fields, "key is", what_is_known_of_key(message, zone));
    return fields;
}

}  // namespace boswell::view
