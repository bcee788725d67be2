// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/traced.hpp"

#include <string>
#include <string_view>

namespace boswell::query {

/// A text as the search index sees it: case-folded (ß becomes ss), each Han, Kana, Hangul or Thai
/// character and each emoji a word of its own, separated by blanks. Queries go through the same
/// function. Returns the text unchanged if SQLite's unicode61 tokenizer would see the same words in
/// it anyway.
std::string segment(std::string_view text);

/// The same for a text whose source is to be remembered. Always case-folded.
Traced segment(const Traced& text);

/// The mark for which segment() puts this private character; any other character is returned as it
/// is.
char32_t mark_of(char32_t character);

/// False if the index holds nothing for a segmented text, as for ":-)", which is only found by its
/// characters.
bool has_words(std::string_view segmented);

}  // namespace boswell::query
