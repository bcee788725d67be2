// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

#include <string>
#include <string_view>

namespace boswell::stanza {

/// A message that came in another one (XEP-0297), or why it is not believed.
struct Forwarded {
    const Element* wrapper = nullptr;  ///< <forwarded/>
    const Element* message = nullptr;
    std::string reason;  ///< "" if it is good
};

/// One level, no more, and one message. `what` begins the reason: "a carbon copy".
Forwarded unwrap_forwarded(const Element& parent, std::string_view what);

}  // namespace boswell::stanza
