// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

namespace boswell::stanza {

/// Whether the conversation of the message is to leave no record, as one of the two wishes:
/// google:nosave with the value "enabled", XEP-0136 <record otr='true'/>. COMPAT: Google Talk.
bool is_off_the_record(const Element& message);

}  // namespace boswell::stanza
