// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

namespace boswell::stanza {

/// True if the sender or the user wishes that the conversation leaves no record: the message has
/// google:nosave with the value "enabled", or <record otr='true'/> of XEP-0136. COMPAT: Google
/// Talk.
bool is_off_the_record(const Element& message);

}  // namespace boswell::stanza
