// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/words.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The signs between the words of a text.
namespace boswell::query {

/// What stands in a text between its words `at - 1` and `at`, without case, compatibility forms and
/// what is not seen; white space is one blank. `at` may be 0 or the number of words.
std::string between(std::string_view text, const Words& words, std::size_t at);

/// Of signs without a blank, those that belong to the word behind them, in front of it, or to both:
/// what is left without quotes, brackets, hyphens and whatever only divides a sentence.
std::string signs_ahead(std::string_view signs);
std::string signs_behind(std::string_view signs);
std::string signs_within(std::string_view signs);

}  // namespace boswell::query
