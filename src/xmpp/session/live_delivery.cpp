// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/live_delivery.hpp"

#include <utility>

namespace boswell::xmpp {

// More than come between two requests.
static constexpr std::size_t most_noted = 1000;
static constexpr std::size_t most_resources = 100;

/// Of such a message it has to be shown: one to our full JID comes in any case.
static bool is_to_bare_jid(const Message& message) {
    return message.direction == Direction::in && !message.in_room && message.to.is_bare();
}

// The server tells within this time after our presence which other resources are online.
static constexpr std::chrono::seconds until_told{10};

void LiveDelivery::see(const Message& message) {
    if (since_ && message.via != Via::archive && is_to_bare_jid(message) && others_.empty() &&
        message.received_at >= *since_ + until_told)
        has_come_ = true;
    if (!since_ || !message.stanza_id || message.stanza_id->by != message.account) return;
    if (message.via != Via::archive) {
        if (others_.empty()) note(message.stanza_id->id);
        return;
    }
    if (!is_to_bare_jid(message) || message.stamp < *since_) return;
    in_a_row_ = live_.contains(message.stanza_id->id) ? in_a_row_ + 1 : 0;
}

void LiveDelivery::see(const Presence& presence) {
    if (presence.from.is_bare() || presence.from.bare() != presence.account) return;
    if (presence.type == PresenceType::unavailable)
        others_.erase(std::string(presence.from.resourcepart()));
    else if (presence.type == PresenceType::available && others_.size() < most_resources)
        others_.emplace(presence.from.resourcepart());
}

void LiveDelivery::note(std::string id) {
    if (!live_.insert(id).second) return;
    order_.push_back(std::move(id));
    if (order_.size() <= most_noted) return;
    live_.erase(order_.front());
    order_.pop_front();
}

}  // namespace boswell::xmpp
