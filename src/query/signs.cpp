// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/signs.hpp"

#include "query/fold.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace boswell::query {

static constexpr auto quotes_and_hyphens = U_GC_PI_MASK | U_GC_PF_MASK | U_GC_PD_MASK;
static constexpr auto brackets = U_GC_PS_MASK | U_GC_PE_MASK;

static bool is_one_of(UChar32 c, std::u32string_view some) {
    return some.find(static_cast<char32_t>(c)) != some.npos;
}

/// Quotes, apostrophes (also the Hebrew ones, which abbreviate) and hyphens, of which people write
/// now one and now another.
static bool is_interchangeable(UChar32 c) {
    return (U_GET_GC_MASK(c) & quotes_and_hyphens) != 0 || is_one_of(c, U"\"'\u05F3\u05F4");
}

static bool opens(UChar32 c) {
    return is_interchangeable(c) || (U_GET_GC_MASK(c) & brackets) != 0 || is_one_of(c, U"¿¡");
}

/// Punctuation of a sentence in any script, and the slash at the end of an address.
static bool closes(UChar32 c) {
    if (opens(c) || c == '/') return true;
    return u_charType(c) == U_OTHER_PUNCTUATION && !is_one_of(c, U"#%&*@\\§¶†‡‰");
}

static bool is_seen(UChar32 c) {
    constexpr auto unseen = U_GC_M_MASK | U_GC_CC_MASK | U_GC_CF_MASK;
    return (U_GET_GC_MASK(c) & unseen) == 0;
}

std::string between(std::string_view text, const Words& words, std::size_t at) {
    const auto& source = words.joined.source;
    const auto begin = at == 0 ? 0 : source[words.places[at - 1].end - 1].end;
    const auto end = at == words.size() ? text.size() : source[words.places[at].begin].begin;
    if (begin >= end) return "";  // both are of the same character
    const auto folded = fold(text.substr(begin, end - begin));
    const auto size = static_cast<int32_t>(folded.size());
    std::string signs;
    for (int32_t i = 0; i < size;) {
        const auto from = static_cast<std::size_t>(i);
        UChar32 c = 0;
        U8_NEXT(folded.data(), i, size, c);
        if (c < 0) continue;
        if (u_isUWhiteSpace(c)) {
            if (signs.empty() || signs.back() != ' ') signs += ' ';
        } else if (is_seen(c)) {
            signs.append(folded, from, static_cast<std::size_t>(i) - from);
        }
    }
    return signs;
}

std::string signs_ahead(std::string_view signs) {
    const auto size = static_cast<int32_t>(signs.size());
    int32_t begin = 0;
    for (int32_t i = 0; i < size; begin = i) {
        UChar32 c = 0;
        U8_NEXT(signs.data(), i, size, c);
        if (!opens(c)) break;
    }
    return std::string(signs.substr(static_cast<std::size_t>(begin)));
}

std::string signs_behind(std::string_view signs) {
    const auto size = static_cast<int32_t>(signs.size());
    std::size_t end = 0;
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(signs.data(), i, size, c);
        if (!closes(c)) end = static_cast<std::size_t>(i);
    }
    return std::string(signs.substr(0, end));
}

std::string signs_within(std::string_view signs) {
    const auto size = static_cast<int32_t>(signs.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(signs.data(), i, size, c);
        if (!is_interchangeable(c)) return std::string(signs);
    }
    return "";
}

}  // namespace boswell::query
