// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

#include <string>

namespace boswell::stanza {

/// The encryption of a message: the namespace that its XEP-0380 element names, else the namespace
/// of an encrypted payload that we know, else "urn:xmpp:otr:0" if the body begins as OTR does, else
/// "".
std::string encryption_of(const Element& message);

}  // namespace boswell::stanza
