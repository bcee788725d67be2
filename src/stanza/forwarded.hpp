// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

#include <string>
#include <string_view>

namespace boswell::stanza {

/// A message that came inside another one (XEP-0297), or why it is not believed.
struct Forwarded {
    const Element* wrapper = nullptr;  ///< <forwarded/>
    const Element* message = nullptr;
    std::string reason;  ///< "" if the message is believed
};

/// The message in the <forwarded/> of `parent`. It is refused if there is more than one, and if it
/// is itself a carbon copy or a result of an archive. The reason begins with `what`, such as "a
/// carbon copy".
Forwarded unwrap_forwarded(const Element& parent, std::string_view what);

}  // namespace boswell::stanza
