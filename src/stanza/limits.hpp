// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace boswell::stanza {

/// What one stanza may cost. Counts are per stanza.
struct Limits {
    std::size_t bytes = 4u << 20;
    std::size_t depth = 64;
    std::size_t elements = 20'000;
    std::size_t attributes = 64;  ///< of one element
    std::size_t all_attributes = 40'000;
};

}  // namespace boswell::stanza
