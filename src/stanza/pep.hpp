// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

/// XEP-0163: what people publish of themselves.
namespace boswell::stanza {

/// In bytes, as canonical XML. Of a larger item nothing is kept.
inline constexpr std::size_t largest_payload = 64u << 10;

/// True for a message that is a notification of XEP-0060, and of a node that is understood. A
/// message that wraps another one (XEP-0280, XEP-0313) is none, whatever is in it.
bool is_pep_event(const Element& message);

/// What such a message says. Believed is only the bare JID of the account itself, or of somebody
/// whose presence the account gets: no client can send from there. Anything else is quarantined,
/// and so is an item that is not as its XEP demands.
std::vector<Event> translate_pep_event(const Element& message, std::string_view original,
                                       const Context& context);

/// What is published, or why it cannot be taken; neither if there is no item.
struct PepItem {
    std::optional<PepEvent> event = {};
    std::string_view reason = {};
};
/// Reads the <items/> of a notification or of an answer of `contact`; of several items the last.
PepItem read_items(const Element& items, PepNode node, const Jid& contact, const Context& context);

/// Nothing is published at that node any more.
PepEvent nothing_published(PepNode node, const Jid& contact, const Context& context);

/// The error <gone/> by which `contact`, or its domain, answers that it has moved: as good as a
/// statement at the node `moved` (XEP-0283 3.3), which has <gone/> as its payload then. Nothing for
/// any other stanza. That `stanza` comes from `contact` is for the caller to see to.
std::optional<PepEvent> moved_by_error(const Element& stanza, const Jid& contact,
                                       const Context& context);

}  // namespace boswell::stanza
