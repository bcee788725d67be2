// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <optional>

namespace boswell::stanza {

/// nullopt for a probe and for a type that RFC 6121 does not know: such presences are not stored.
std::optional<PresenceType> presence_type(const Element& stanza);

/// The presence, whose type must be known; nullopt if its sender is no address. Its cause is
/// change, delayed or room: a stanza alone does not show whether it belongs to the snapshot after
/// login.
std::optional<Presence> to_presence(const Element& stanza, const Context& context);

}  // namespace boswell::stanza
