// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"
#include "stanza/element.hpp"
#include "stanza/forwarded.hpp"

/// XEP-0280: copies of what the account's other resources send and receive.
namespace boswell::stanza {

/// True if the message claims to be a carbon copy, rightly or not.
bool is_carbon(const Element& message);

/// The message in a carbon copy. Only the account itself may send copies (XEP-0280 section 11):
/// anybody else who sends one wants to put words into somebody's mouth.
Forwarded unwrap_carbon(const Element& message, const Jid& account);

}  // namespace boswell::stanza
