// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/translate/carbons.hpp"

#include "xmpp/tag.hpp"
#include "xmpp/translate/address.hpp"

namespace boswell::xmpp {

static bool is_wrapper(const gloox::Tag& element) {
    return is(element, "received", ns::carbons) || is(element, "sent", ns::carbons);
}

static const gloox::Tag* only_child(const gloox::Tag& parent, std::string_view name,
                                    std::string_view xmlns) {
    const gloox::Tag* found = nullptr;
    for (const auto* child : parent.children()) {
        if (!is(*child, name, xmlns)) continue;
        if (found != nullptr) return nullptr;
        found = child;
    }
    return found;
}

static const gloox::Tag* only_wrapper(const gloox::Tag& message) {
    const gloox::Tag* found = nullptr;
    for (const auto* child : message.children()) {
        if (!is_wrapper(*child)) continue;
        if (found != nullptr) return nullptr;
        found = child;
    }
    return found;
}

bool is_carbon(const gloox::Tag& message) {
    for (const auto* child : message.children()) {
        if (is_wrapper(*child)) return true;
    }
    return false;
}

Carbon unwrap_carbon(const gloox::Tag& message, const Jid& account) {
    if (sender(message, account) != account)
        return {.reason = "a carbon copy that the account itself did not send"};
    const auto* wrapper = only_wrapper(message);
    if (wrapper == nullptr) return {.reason = "several carbon copies in one message"};
    const auto* forwarded = only_child(*wrapper, "forwarded", ns::forward);
    if (forwarded == nullptr) return {.reason = "a carbon copy without a forwarded message"};
    const auto* inner = only_child(*forwarded, "message", ns::client);
    if (inner == nullptr) return {.reason = "a carbon copy without a message"};
    if (is_carbon(*inner)) return {.reason = "a carbon copy inside a carbon copy"};
    const auto from = sender(*inner, account);
    if (wrapper->name() == "sent" && (!from || from->bare() != account))
        return {.reason = "a carbon copy of a sent message that somebody else sent"};
    return {.forwarded = forwarded, .message = inner, .reason = {}};
}

}  // namespace boswell::xmpp
