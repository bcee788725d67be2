// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/annotation.hpp"
#include "stanza/element.hpp"

#include <vector>

namespace boswell::stanza {

/// XEP-0511: what the message says of the pages that it links to, each address once. Of what
/// OpenGraph knows the words and one picture are taken.
std::vector<LinkPreview> find_previews(const Element& message);

}  // namespace boswell::stanza
