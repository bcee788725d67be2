// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/annotation.hpp"
#include "stanza/element.hpp"

#include <string_view>
#include <vector>

namespace boswell::stanza {

/// XEP-0372: of whom the message, which has that body, speaks. A place that is not within the body
/// is left out.
std::vector<Mention> find_mentions(const Element& message, std::string_view body);

}  // namespace boswell::stanza
