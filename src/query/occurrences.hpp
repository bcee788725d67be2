// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace boswell::query {

/// Calls `take` with each place at which `pattern` occurs in `sequence`, ascending; occurrences may
/// overlap. An empty pattern occurs nowhere. By Knuth, Morris and Pratt: whatever a stranger has
/// written, there are at most two comparisons for each element of both.
template <typename Sequence, typename Pattern, typename Equal, typename Take>
void for_each_occurrence(const Sequence& sequence, const Pattern& pattern, Equal equal, Take take) {
    if (pattern.empty()) return;
    // For each prefix of the pattern, the length of its longest proper prefix that is its suffix.
    std::vector<std::size_t> border(pattern.size() + 1, 0);
    for (std::size_t i = 1, length = 0; i < pattern.size(); ++i) {
        bool same = equal(pattern[i], pattern[length]);
        while (!same && length > 0) {
            length = border[length];
            same = equal(pattern[i], pattern[length]);
        }
        if (same) ++length;
        border[i + 1] = length;
    }
    for (std::size_t i = 0, length = 0; i < sequence.size(); ++i) {
        bool same = equal(sequence[i], pattern[length]);
        while (!same && length > 0) {
            length = border[length];
            same = equal(sequence[i], pattern[length]);
        }
        if (same) ++length;
        if (length < pattern.size()) continue;
        take(i + 1 - pattern.size());
        length = border[length];
    }
}

}  // namespace boswell::query
