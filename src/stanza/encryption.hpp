// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

#include <string>

namespace boswell::stanza {

/// What a message is encrypted with: the namespace that XEP-0380 names, else that of a payload we
/// know, "urn:xmpp:otr:0" for a body that begins as OTR does; "" if it is not.
std::string encryption_of(const Element& message);

}  // namespace boswell::stanza
