// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/unmarked.hpp"

#include "query/fold.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace boswell::query {

bool is_optional_mark(char32_t mark) {
    const auto c = static_cast<UChar32>(mark);
    if ((U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) return false;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_INHERITED:
        case USCRIPT_HEBREW:
        case USCRIPT_ARABIC:
        case USCRIPT_SYRIAC:
            return true;
        default:
            return u_charType(c) == U_ENCLOSING_MARK;
    }
}

/// Calls `take` with the place of each character of a folded text that stays.
template <typename Take>
static void for_each_unmarked(std::string_view folded, Take take) {
    const auto size = static_cast<int32_t>(folded.size());
    for (int32_t i = 0; i < size;) {
        const auto begin = static_cast<std::size_t>(i);
        UChar32 c = 0;
        U8_NEXT(folded.data(), i, size, c);
        if (!is_optional_mark(static_cast<char32_t>(c)))
            take(Span{begin, static_cast<std::size_t>(i)});
    }
}

std::string unmarked(std::string_view text) {
    auto folded = fold(text);
    if (is_ascii(folded)) return folded;
    std::string plain;
    for_each_unmarked(
        folded, [&](Span place) { plain.append(folded, place.begin, place.end - place.begin); });
    return plain;
}

Traced unmarked(const Traced& text) {
    const auto folded = fold(text);
    Traced plain;
    for_each_unmarked(folded.text, [&](Span place) {
        for (auto at = place.begin; at < place.end; ++at) {
            plain.text += folded.text[at];
            plain.source.push_back(folded.source[at]);
        }
    });
    return plain;
}

}  // namespace boswell::query
