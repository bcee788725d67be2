// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translated.hpp"

#include <fmt/format.h>

/// What bob@example.net publishes to alice@example.org.
namespace boswell::stanza {

/// Alice gets Bob's presence and that of a gateway, but not Carol's.
inline Context watching() {
    auto context = alice();
    const auto room = Jid::of("tea@rooms.example.org");
    const auto bob = Jid::of("bob@example.net");
    const auto gateway = Jid::of("icq.example.org");
    context.contacts = {bob, gateway, room, Jid::of("carol@example.net")};
    context.subscribed = {bob, gateway, room};
    return context;
}

inline std::string items(PepNode node, const std::string& payload,
                         const std::string& id = "current") {
    return fmt::format("<items node='{}'><item id='{}'>{}</item></items>", node_name(node), id,
                       payload);
}

inline std::string notification(const std::string& change) {
    return "<event xmlns='http://jabber.org/protocol/pubsub#event'>" + change + "</event>";
}

inline std::string message(const std::string& change, const std::string& attributes) {
    return "<message xmlns='jabber:client' " + attributes + ">" + notification(change) +
           "</message>";
}

inline PepEvent published(PepNode node, const std::string& payload,
                          const std::string& id = "current") {
    return only<PepEvent>(
        message(items(node, payload, id), "from='bob@example.net' type='headline'"), watching());
}

inline std::vector<PepField> fields(PepNode node, const std::string& payload) {
    return published(node, payload).fields;
}

}  // namespace boswell::stanza
