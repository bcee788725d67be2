// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

namespace boswell::stanza {

/// What a <query/> with a roster says (RFC 6121 2): a result holds all of the roster, a push one
/// entry. Entries without an address are left out.
enum class RosterPart { all, push };
RosterUpdate to_roster_update(const Element& query, RosterPart part, const Context& context);

/// Who is in the roster by now, `most` contacts of it.
void note_contacts(const RosterUpdate& update, std::size_t most, Context& context);

}  // namespace boswell::stanza
