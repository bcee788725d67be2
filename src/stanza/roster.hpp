// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

namespace boswell::stanza {

/// RFC 6121 2: the <query/> of a roster result (all of it) or of a push (one entry). Entries
/// without an address are left out.
enum class RosterPart { all, push };
RosterUpdate to_roster_update(const Element& query, RosterPart part, const Context& context);

}  // namespace boswell::stanza
