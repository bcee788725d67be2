// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/words.hpp"

#include "base/error.hpp"
#include "query/segment.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace boswell::query {

// The characters of words, as the schema tells the tokenizer.
static constexpr auto word_mask =
    U_GC_L_MASK | U_GC_N_MASK | U_GC_CO_MASK | U_GC_SO_MASK | U_GC_SK_MASK;

static const icu::Normalizer2& decomposition() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) throw Error("ICU lacks its decomposition: {}", u_errorName(status));
    return *found;
}

static bool is_ascii_letter(UChar32 c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The letter without its accent, as "remove_diacritics 2" of unicode61 does it: for Latin letters
/// only.
static UChar32 without_accent(UChar32 c) {
    static const icu::Normalizer2& nfd = decomposition();
    constexpr UChar32 forgotten = 0x01E1;  // ǡ, which SQLite's table lacks
    icu::UnicodeString parts;
    if (c < 0x80 || c == forgotten || !nfd.getDecomposition(c, parts)) return c;
    const auto base = parts.char32At(0);
    return is_ascii_letter(base) ? base : c;
}

static void append(Traced& text, UChar32 c, Span source) {
    char bytes[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    text.text.append(bytes, static_cast<std::size_t>(length));
    text.source.resize(text.text.size(), source);
}

Words words(std::string_view text) {
    const auto segmented = segment(traced(text));
    const auto size = static_cast<int32_t>(segmented.text.size());
    Words words;
    auto& [joined, places] = words;
    bool is_in_word = false;
    for (int32_t i = 0; i < size;) {
        const auto source = segmented.source[static_cast<std::size_t>(i)];
        UChar32 c = 0;
        U8_NEXT(segmented.text.data(), i, size, c);
        const bool belongs = c >= 0 && (U_GET_GC_MASK(c) & word_mask) != 0;
        if (belongs && !is_in_word) places.push_back({joined.text.size(), joined.text.size()});
        if (belongs) {
            append(joined, without_accent(c), source);
            places.back().end = joined.text.size();
        }
        is_in_word = belongs;
    }
    return words;
}

bool is_indexed(const Text& text) {
    return (text.match == Match::words || text.match == Match::prefix) &&
           has_words(segment(text.text));
}

}  // namespace boswell::query
