// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "stanza/element.hpp"

#include <optional>

/// Messages that change, take back, rate or answer an earlier one.
namespace boswell::stanza {

/// A correction (XEP-0308), retraction (XEP-0424), moderation (XEP-0425) or set of reactions
/// (XEP-0444). `message` holds the sender, type and room that were read of the stanza already: a
/// moderation counts only if the room itself sends it, and an error, which only repeats what was
/// sent, has none. nullopt also if the stanza has several, because they contradict each other, or
/// if the id that it names is empty or longer than 512 bytes. One retraction written in the words
/// of two versions of its XEP counts as one.
std::optional<Annotation> find_annotation(const Element& stanza, const Message& message);

/// The message that this one answers (XEP-0461).
std::optional<Annotation> find_reply(const Element& stanza, const Message& message);

}  // namespace boswell::stanza
