// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/fold.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace boswell::query {

static const icu::Normalizer2& nfkc_casefold() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw Error("ICU lacks its case folding: {}", u_errorName(status));
    return *found;
}

// Eight bytes at a time: a scan asks this of every text of the archive.
bool is_ascii(std::string_view text) {
    std::uint64_t seen = 0;
    std::uint64_t some = 0;
    for (; text.size() >= sizeof some; text.remove_prefix(sizeof some)) {
        std::memcpy(&some, text.data(), sizeof some);
        seen |= some;
    }
    for (const char c : text) seen |= static_cast<unsigned char>(c);
    return (seen & 0x8080808080808080) == 0;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
static char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// How rare each character is in most texts.
static constexpr auto rarity = [] {
    constexpr std::string_view by_rarity = "zjqxkvbywgpfmucdlhrsnioate ";
    std::array<unsigned char, 256> ranks{};
    ranks.fill(by_rarity.size());
    for (std::size_t i = 0; i < by_rarity.size(); ++i)
        ranks[static_cast<unsigned char>(by_rarity[i])] =
            static_cast<unsigned char>(by_rarity.size() - 1 - i);
    return ranks;
}();

/// Where the rarest character stands.
static std::size_t rarest(std::string_view text) {
    const auto rarity_of = [](char c) { return rarity[static_cast<unsigned char>(c)]; };
    return static_cast<std::size_t>(std::ranges::max_element(text, {}, rarity_of) - text.begin());
}

/// True if `wanted` is in the text with the character `c` at `at`.
static bool has_around(std::string_view text, std::string_view wanted, std::size_t at, char c) {
    const auto same = [](char one, char other) { return lower(one) == other; };
    const auto last = text.size() - wanted.size() + at;
    for (auto i = text.find(c, at); i <= last; i = text.find(c, i + 1)) {
        if (std::ranges::equal(text.substr(i - at, wanted.size()), wanted, same)) return true;
    }
    return false;
}

// The C library finds a character in a fraction of the time in which a text is folded.
bool has_in_ascii(std::string_view text, std::string_view wanted) {
    if (wanted.empty()) return true;
    if (wanted.size() > text.size()) return false;
    const auto at = rarest(wanted);
    const auto small = wanted[at];
    return has_around(text, wanted, at, small) ||
           (upper(small) != small && has_around(text, wanted, at, upper(small)));
}

/// If `edits` is not null, ICU writes down in it which bytes became which.
static std::string fold(std::string_view text, icu::Edits* edits) {
    static const icu::Normalizer2& normalizer = nfkc_casefold();
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded);
    UErrorCode status = U_ZERO_ERROR;
    const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
    normalizer.normalizeUTF8(0, piece, sink, edits, status);
    if (U_FAILURE(status)) throw Error("a text cannot be folded: {}", u_errorName(status));
    return folded;
}

// The signs of category Cf that enclose digits are seen, so they stay.
bool is_decoration(char32_t character) {
    const auto c = static_cast<UChar32>(character);
    if (c < 0x600) return false;
    if (u_getIntPropertyValue(c, UCHAR_JOINING_TYPE) == U_JT_JOIN_CAUSING) return true;
    return u_charType(c) == U_FORMAT_CHAR &&
           !u_hasBinaryProperty(c, UCHAR_PREPENDED_CONCATENATION_MARK);
}

/// Calls `drop` with each part of the text that has only decoration.
template <typename Drop>
static void for_each_decoration(std::string_view text, Drop drop) {
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        const auto begin = static_cast<std::size_t>(i);
        UChar32 c = 0;
        U8_NEXT(text.data(), i, size, c);
        if (c >= 0 && is_decoration(static_cast<char32_t>(c)))
            drop(Span{begin, static_cast<std::size_t>(i)});
    }
}

/// False if there is nothing to remove.
static bool remove_decoration(Traced& text) {
    Traced plain;
    std::size_t done = 0;
    const auto keep_until = [&](std::size_t end) {
        plain.text.append(text.text, done, end - done);
        if (!text.source.empty())
            plain.source.insert(plain.source.end(), text.source.begin() + std::ptrdiff_t(done),
                                text.source.begin() + std::ptrdiff_t(end));
    };
    for_each_decoration(text.text, [&](Span decoration) {
        keep_until(decoration.begin);
        done = decoration.end;
    });
    if (done == 0) return false;
    keep_until(text.text.size());
    text = std::move(plain);
    return true;
}

static Traced normalized(const Traced& text) {
    icu::Edits edits;
    Traced folded{fold(text.text, &edits), {}};
    folded.source.reserve(folded.text.size());
    UErrorCode status = U_ZERO_ERROR;
    for (auto edit = edits.getFineIterator(); edit.next(status);) {
        const auto at = text.source.begin() + edit.sourceIndex();
        if (edit.hasChange() && edit.oldLength() > 0) {
            const Span whole{at->begin, at[edit.oldLength() - 1].end};
            folded.source.insert(folded.source.end(), static_cast<std::size_t>(edit.newLength()),
                                 whole);
        } else {
            folded.source.insert(folded.source.end(), at, at + edit.oldLength());
        }
    }
    assert(folded.source.size() == folded.text.size());
    return folded;
}

// What stood on both sides of a decoration may have to be put together.
std::string fold(std::string_view text) {
    if (is_ascii(text)) return to_lower(text);
    Traced folded{fold(text, nullptr), {}};
    return remove_decoration(folded) ? fold(folded.text, nullptr) : folded.text;
}

Traced fold(const Traced& text) {
    if (is_ascii(text.text)) return {to_lower(text.text), text.source};
    auto folded = normalized(text);
    return remove_decoration(folded) ? normalized(folded) : folded;
}

}  // namespace boswell::query
