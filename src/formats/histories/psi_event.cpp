// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/psi_event.hpp"

#include "formats/histories/history_importer.hpp"

#include <optional>

namespace boswell::formats {

namespace {

enum Type {
    normal,
    chat,
    system,
    subscribe,
    error,
    headline,
    subscribed,
    unsubscribe,
    unsubscribed
};

std::optional<PresenceType> presence_type(int type) {
    switch (type) {
        case subscribe:
            return PresenceType::subscribe;
        case subscribed:
            return PresenceType::subscribed;
        case unsubscribe:
            return PresenceType::unsubscribe;
        case unsubscribed:
            return PresenceType::unsubscribed;
        default:
            return std::nullopt;
    }
}

}  // namespace

bool is_subscription(const PsiEvent& event) {
    return event.direction == Direction::in && presence_type(event.type).has_value();
}

PresenceType subscription_of(const PsiEvent& event) {
    return presence_type(event.type).value_or(PresenceType::subscribe);
}

bool complete(MessageRecord& message, const PsiEvent& event) {
    if (event.type != normal && event.type != chat && event.type != headline) return false;
    if (event.type == normal) message.type = MessageType::normal;
    if (event.type == headline) message.type = MessageType::headline;
    message.subject = clean_text(event.subject);
    if (!event.url.empty())
        message.attachments = {
            Attachment{.url = clean_text(event.url), .description = clean_text(event.url_text)}};
    return !message.body.empty() || !message.subject.empty() || !message.attachments.empty();
}

}  // namespace boswell::formats
