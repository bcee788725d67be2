// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "stanza/element.hpp"

#include <optional>

/// What a message does to an earlier one.
namespace boswell::stanza {

/// A correction (XEP-0308), retraction (XEP-0424), moderation (XEP-0425) or set of reactions
/// (XEP-0444). `message` is what is known of the stanza already: a moderation counts only if the
/// room itself says it, and errors only repeat what was sent. Nothing if there are several, which
/// contradict each other (but for one retraction in the words of two versions of its XEP), or if
/// what is named cannot be an id.
std::optional<Annotation> find_annotation(const Element& stanza, const Message& message);

/// XEP-0461.
std::optional<Annotation> find_reply(const Element& stanza, const Message& message);

}  // namespace boswell::stanza
