// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gloox/tag.h>

#include <string>
#include <string_view>

namespace boswell::xmpp {

/// A message that came in another one (XEP-0297), or why it is not believed.
struct Forwarded {
    const gloox::Tag* wrapper = nullptr;  ///< <forwarded/>
    const gloox::Tag* message = nullptr;
    std::string reason;  ///< "" if it is good
};

/// One level, no more, and one message. `what` begins the reason: "a carbon copy".
Forwarded unwrap_forwarded(const gloox::Tag& parent, std::string_view what);

}  // namespace boswell::xmpp
