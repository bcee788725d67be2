// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/carbons.hpp"

#include "stanza/address.hpp"
#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"

namespace boswell::stanza {

static bool is_wrapper(const Element& element) {
    return is(element, "received", ns::carbons) || is(element, "sent", ns::carbons);
}

static const Element* only_wrapper(const Element& message) {
    const Element* found = nullptr;
    for (const auto& child : message.children()) {
        if (!is_wrapper(child)) continue;
        if (found != nullptr) return nullptr;
        found = &child;
    }
    return found;
}

bool is_carbon(const Element& message) {
    for (const auto& child : message.children()) {
        if (is_wrapper(child)) return true;
    }
    return false;
}

Forwarded unwrap_carbon(const Element& message, const Jid& account) {
    if (sender(message, account) != account)
        return {.reason = "a carbon copy that the account itself did not send"};
    const auto* wrapper = only_wrapper(message);
    if (wrapper == nullptr) return {.reason = "several carbon copies in one message"};
    auto carbon = unwrap_forwarded(*wrapper, "a carbon copy");
    if (!carbon.reason.empty()) return carbon;
    // XEP-0280 6.1: a server copies none of these; the room sends each to whoever is in it.
    if (carbon.message->attribute("type") == "groupchat")
        return {.reason = "a carbon copy of a message to all in a room"};
    const auto from = sender(*carbon.message, account);
    if (wrapper->name() == "sent" && (!from || from->bare() != account))
        return {.reason = "a carbon copy of a sent message that somebody else sent"};
    return carbon;
}

}  // namespace boswell::stanza
