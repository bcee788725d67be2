// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "stanza/element.hpp"

#include <optional>
#include <string_view>

namespace boswell::stanza {

/// The message in the wrapping of a stored stanza, which was believed when it came; the stanza
/// itself if there is no wrapping, nullptr if there is no message.
const Element* find_wrapped(const Element& stanza, const Jid& account);

/// Reads what a stored message says out of its original stanza, which an earlier version may have
/// understood less of: texts, files, and what people read. `stored` has what is known of it, at
/// least its account, addresses, type and room; these are kept. nullopt if the bytes are no message
/// that can be read: a later version may also be stricter.
std::optional<Message> reread(std::string_view original, Message stored);

/// Reads the retraction or moderation that a stored tombstone tells of; see tombstone.hpp. `copy`
/// has what is known of the message and of this copy. nullopt if the stanza is no tombstone.
std::optional<Message> reread_tombstone(std::string_view original, Message copy);

}  // namespace boswell::stanza
