// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"

#include <gloox/tag.h>

#include <string>

/// XEP-0280: copies of what the account's other resources send and receive.
namespace boswell::xmpp {

/// What is in a carbon copy, or why it is not believed.
struct Carbon {
    const gloox::Tag* forwarded = nullptr;  ///< XEP-0297
    const gloox::Tag* message = nullptr;
    std::string reason;  ///< "" if it is good
};

/// True if the message claims to be a carbon copy, rightly or not.
bool is_carbon(const gloox::Tag& message);

/// One level, no more. Only the account itself may send copies (XEP-0280 section 11): whoever else
/// does wants to put words into somebody's mouth.
Carbon unwrap_carbon(const gloox::Tag& message, const Jid& account);

}  // namespace boswell::xmpp
