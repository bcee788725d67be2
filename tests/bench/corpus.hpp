// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"

#include <cstddef>
#include <vector>

namespace boswell::bench {

/// Messages like those of a real archive, the same in every run: 200 conversations of which few
/// have most, eight years in order, bodies of about 72 bytes in several scripts, each with a
/// stanza-id and a stanza of about 550 bytes.
std::vector<Event> corpus(std::size_t messages);

}  // namespace boswell::bench
