// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stanza_order.hpp"

#include "stanza/plain_stanza.hpp"

namespace boswell::cli {

/// What the message was before it was changed.
static MessageRecord as_sent(MessageRecord message) {
    if (!message.versions.empty()) {
        message.body = message.versions.front().body;
        message.shown = message.versions.front().shown;
        message.bodies.clear();
    }
    return message;
}

void StanzaOrder::add(MessageRecord message) {
    take_until(message.stamp);
    for (const auto& version : message.versions) {
        if (version.id != 0) changes_.emplace(version.stamp, version.id);
    }
    if (const auto& retraction = message.retraction; retraction && retraction->id != 0)
        changes_.emplace(retraction->at, retraction->id);
    for (const auto& reaction : message.reactions) {
        if (reaction.id != 0) changes_.emplace(reaction.at, reaction.id);
    }
    take(as_sent(std::move(message)));
}

void StanzaOrder::take_until(Time time) {
    while (!changes_.empty() && changes_.begin()->first <= time) {
        const auto id = changes_.begin()->second;
        changes_.erase(changes_.begin());
        if (auto change = archive_.find_message(id)) take(as_sent(*std::move(change)));
    }
}

void StanzaOrder::take(MessageRecord message) {
    for (const auto& copy : archive_.copies(message.id)) {
        auto plain = stanza::plain_stanza(copy.stanza);
        if (!plain) continue;
        message.stanza = *std::move(plain);
        break;
    }
    take_(message);
}

}  // namespace boswell::cli
