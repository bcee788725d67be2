// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/traced.hpp"

#include <string>
#include <string_view>

namespace boswell::query {

/// Unicode's NFKC_Casefold (UAX 31): without case (ß is ss), compatibility forms and invisible
/// characters; and without the tatweel and its like, which only stretch a word. What is not UTF-8
/// becomes U+FFFD.
std::string fold(std::string_view text);

/// The same, with the parts of the source from which the folded text comes.
Traced fold(const Traced& text);

/// Characters that only change how others look, beside those which NFKC_Casefold removes: the
/// tatweel, which stretches an Arabic word, and its relatives in other joined scripts, and controls
/// of layout.
bool is_decoration(char32_t character);

/// True if every byte is less than 0x80.
bool is_ascii(std::string_view text);

/// True if `wanted`, which is in lower case, is in the text, which is ASCII, in whatever case.
bool has_in_ascii(std::string_view text, std::string_view wanted);

}  // namespace boswell::query
