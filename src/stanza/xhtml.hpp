// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"

#include <string>

namespace boswell::stanza {

/// The text of a message's XHTML-IM (XEP-0071) without its mark-up, as lines; "" if it has none.
std::string xhtml_text(const Element& message);

}  // namespace boswell::stanza
