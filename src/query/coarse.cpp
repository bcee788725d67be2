// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/coarse.hpp"

#include "base/error.hpp"
#include "query/fold.hpp"
#include "query/segment.hpp"
#include "query/unmarked.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace boswell::query {

/// Symbols for which segment() leaves a blank.
static bool is_lost_symbol(UChar32 c) {
    return u_charType(c) == U_MODIFIER_SYMBOL && !u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER);
}

/// Marks that are put elsewhere or into a letter when a text is normalised, or that Substring does
/// not heed. The other ones, such as the vowels of Devanagari and Thai, stay where they are.
static bool is_lost_mark(UChar32 c) {
    if ((U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) return false;
    return u_getCombiningClass(c) != 0 || is_optional_mark(static_cast<char32_t>(c));
}

static bool is_lost(UChar32 c) {
    constexpr UChar32 replacement = 0xFFFD;  // of what is not UTF-8
    return u_isUWhiteSpace(c) || u_charType(c) == U_CONTROL_CHAR || c == replacement ||
           is_decoration(static_cast<char32_t>(c)) || is_lost_symbol(c) || is_lost_mark(c);
}

static std::string of_ascii(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (const char c : text) {
        if (c <= ' ' || c == '\x7f' || c == '^' || c == '`') continue;
        plain.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    return plain;
}

/// The text of those characters that `change` returns; it returns a negative one to leave it out.
template <typename Change>
static std::string changed(std::string_view text, Change change) {
    const auto size = static_cast<int32_t>(text.size());
    std::string made;
    made.reserve(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, size, c);
        if (c >= 0) c = change(c);
        if (c < 0) continue;
        char bytes[U8_MAX_LENGTH];
        int32_t length = 0;
        U8_APPEND_UNSAFE(bytes, length, c);
        made.append(bytes, static_cast<std::size_t>(length));
    }
    return made;
}

static std::string decomposed(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    static const auto* const nfd = icu::Normalizer2::getNFDInstance(status);
    std::string parts;
    icu::StringByteSink<std::string> sink(&parts);
    if (nfd != nullptr)
        nfd->normalizeUTF8(0, {text.data(), static_cast<int32_t>(text.size())}, sink, nullptr,
                           status);
    if (nfd == nullptr || U_FAILURE(status))
        throw Error("a text cannot be decomposed: {}", u_errorName(status));
    return parts;
}

std::string coarse(std::string_view text) {
    if (is_ascii(text)) return of_ascii(text);
    // Folding makes a blank and a mark of some of these symbols.
    const auto kept = changed(text, [](UChar32 c) {
        return is_lost_symbol(c) ? UChar32{-1} : static_cast<UChar32>(mark_of(char32_t(c)));
    });
    return changed(decomposed(fold(kept)), [](UChar32 c) { return is_lost(c) ? UChar32{-1} : c; });
}

std::vector<std::string_view> trigrams(std::string_view text) {
    std::vector<std::string_view> all;
    const auto size = static_cast<int32_t>(text.size());
    int32_t end = 0;
    U8_FWD_N(text.data(), end, size, 2);
    for (int32_t begin = 0; end < size;) {
        U8_FWD_1(text.data(), end, size);
        all.push_back(
            text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
        U8_FWD_1(text.data(), begin, size);
    }
    return all;
}

}  // namespace boswell::query
