// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// A text as the substring index holds it: folded and decomposed, without white space, accents,
/// vowel points, and all else that folding or segmenting may change.
///
/// A text becomes what its characters become, each by itself. So the coarse form of a part of a
/// text is a part of the coarse form of the text, and the coarse forms of a text, of the folded
/// text and of the segmented text are the same. The opposite is not true: the coarse forms of two
/// texts that differ may be the same.
std::string coarse(std::string_view text);

/// The pieces of three characters, of which one begins at each character but the last two. They are
/// parts of `text`.
std::vector<std::string_view> trigrams(std::string_view text);

}  // namespace boswell::query
