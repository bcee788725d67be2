// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"

#include <string_view>
#include <vector>

namespace boswell::stanza {

/// XEP-0490: where the account's own clients keep how far its conversations were read.
inline constexpr std::string_view read_marks_node = "urn:xmpp:mds:displayed:0";

/// The marks among the items of that node, which the account's own server has sent; each is of the
/// time `stamp`. Left out are those of a single occupant of a room, whose messages are part of the
/// room's conversation here, and those that name neither an id of the account's archive nor one of
/// the conversation's.
std::vector<Event> read_marks(const Element& items, Time stamp, const Context& context);

}  // namespace boswell::stanza
