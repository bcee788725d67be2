// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/segment.hpp"

#include "query/fold.hpp"
#include "query/unmarked.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace boswell::query {

namespace {

struct Range {
    UChar32 first;
    UChar32 last;
};

/// Characters that unicode61 reads and folds just as this file does, ascending. Most chats have no
/// others. A text with any other character takes the longer way, which is right for all of them.
constexpr std::array plain_ranges{
    Range{0x09, 0x0D},     Range{0x20, 0x5D},     Range{0x5F, 0x5F},      // not ^ (Sk)
    Range{0x61, 0x7E},     Range{0xA1, 0xA5},     Range{0xAB, 0xAC},      // not ` (Sk)
    Range{0xB1, 0xB1},     Range{0xB7, 0xB7},     Range{0xBB, 0xBB},      //
    Range{0xBF, 0xDE},     Range{0xE0, 0x12F},    Range{0x131, 0x131},    // not ß
    Range{0x134, 0x13E},   Range{0x141, 0x148},   Range{0x14A, 0x17E},    //
    Range{0x1A0, 0x1A1},   Range{0x1AF, 0x1B0},   Range{0x218, 0x21B},    // Vietnamese, Romanian
    Range{0x388, 0x38A},   Range{0x38C, 0x38C},   Range{0x38E, 0x38F},    // Greek
    Range{0x391, 0x3A1},   Range{0x3A3, 0x3C1},   Range{0x3C3, 0x3CE},    // not final sigma
    Range{0x400, 0x45F},   Range{0x490, 0x4BF},   Range{0x5D0, 0x5EA},    // Cyrillic, Hebrew
    Range{0x621, 0x63A},   Range{0x641, 0x64A},   Range{0x660, 0x669},    // Arabic
    Range{0x671, 0x674},   Range{0x67E, 0x67E},   Range{0x686, 0x686},    //
    Range{0x698, 0x698},   Range{0x6A9, 0x6A9},   Range{0x6AF, 0x6AF},    // Persian
    Range{0x6CC, 0x6CC},   Range{0x6F0, 0x6F9},   Range{0x1EA0, 0x1EF9},  // Vietnamese
    Range{0x2010, 0x2010}, Range{0x2012, 0x2016}, Range{0x2018, 0x2022},  // dashes, quotes
    Range{0x20A0, 0x20A7}, Range{0x20A9, 0x20B9},                         // currencies
};

}  // namespace

static bool is_plain(UChar32 c) {
    const auto range = std::partition_point(plain_ranges.begin(), plain_ranges.end(),
                                            [c](const Range& r) { return r.last < c; });
    return range != plain_ranges.end() && range->first <= c;
}

/// Calls `take` with each character and its bytes; what is not UTF-8 and control characters come as
/// blanks.
template <typename Take>
static void for_each_character(std::string_view text, Take take) {
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        const auto begin = static_cast<std::size_t>(i);
        U8_NEXT(text.data(), i, size, c);
        take(c < ' ' ? U' ' : c, Span{begin, static_cast<std::size_t>(i)});
    }
}

static bool is_all_plain(std::string_view text) {
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, size, c);
        if (c < 0 || !is_plain(c)) return false;
    }
    return true;
}

static void append(std::string& text, UChar32 c) {
    std::array<char, U8_MAX_LENGTH> bytes{};
    int32_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, c);
    text.append(bytes.data(), static_cast<std::size_t>(length));
}

namespace {

/// A text that is put together character by character.
class Plain {
public:
    void begin(Span /*character*/) {}
    void put(UChar32 c) { append(text_, c); }
    bool is_after_blank() const { return text_.empty() || text_.back() == ' '; }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

/// The same for a text that is made from `from`, which outlives this.
class Tracing {
public:
    explicit Tracing(const Traced& from) : from_(from) {}

    /// What is put from now on comes from this character of `from`.
    void begin(Span character) {
        here_ = {from_.source[character.begin].begin, from_.source[character.end - 1].end};
    }
    void put(UChar32 c) {
        append(made_.text, c);
        made_.source.resize(made_.text.size(), here_);
    }
    bool is_after_blank() const { return made_.text.empty() || made_.text.back() == ' '; }
    Traced take() { return std::move(made_); }

private:
    const Traced& from_;
    Traced made_;
    Span here_{};
};

}  // namespace

template <typename Out>
static void put_alone(Out& out, UChar32 c) {
    if (!out.is_after_blank()) out.put(' ');
    out.put(c);
    out.put(' ');
}

/// Scripts written without blanks between words.
static bool is_unspaced(UChar32 c) {
    constexpr UChar32 prolonged_sound_mark = 0x30FC;  // shared by two scripts, so "Common"
    if (c < 0xE00) return false;
    if (c == prolonged_sound_mark) return true;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_BOPOMOFO:
        case USCRIPT_HANGUL:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return u_isalnum(c) || (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_N_MASK)) != 0;
        default:
            return false;
    }
}

/// Symbols stand alone before anything is normalised: that would make ™ a part of the word.
template <typename Out>
static auto isolate_symbols(std::string_view text, Out out) {
    for_each_character(text, [&out](UChar32 c, Span place) {
        out.begin(place);
        const auto type = u_charType(c);
        const bool is_skin_tone = u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER);
        if (type == U_OTHER_SYMBOL || is_skin_tone) {
            put_alone(out, c);
        } else if (type == U_MODIFIER_SYMBOL) {
            out.put(' ');  // ^ and ` and the like would be part of a word to unicode61
        } else {
            out.put(c);
        }
    });
    return out.take();
}

/// unicode61 takes the marks of Thai, Devanagari and their relatives for blanks, so that "ki" and
/// "ka" would be the same word. In the index private characters stand for the marks, since
/// unicode61 takes those for letters.
static constexpr UChar32 private_plane = 0xF0000;
static UChar32 indexed_mark(UChar32 c) { return c < 0x10000 ? private_plane + c : c; }

char32_t mark_of(char32_t character) {
    const auto c = static_cast<UChar32>(character);
    if (c < private_plane || c > private_plane + 0xFFFF) return character;
    const bool is_mark = (U_GET_GC_MASK(c - private_plane) & U_GC_M_MASK) != 0;
    return is_mark ? static_cast<char32_t>(c - private_plane) : character;
}

template <typename Out>
static auto isolate_characters(std::string_view text, Out out) {
    for_each_character(text, [&out](UChar32 c, Span place) {
        out.begin(place);
        const bool is_mark = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
        if (is_mark && is_optional_mark(static_cast<char32_t>(c))) return;
        const UChar32 indexed = is_mark ? indexed_mark(c) : c;
        if (is_unspaced(c)) {
            put_alone(out, indexed);
        } else if (u_charType(c) == U_MODIFIER_SYMBOL &&
                   !u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER)) {
            out.put(' ');
        } else {
            out.put(indexed);
        }
    });
    return out.take();
}

std::string segment(std::string_view text) {
    if (is_all_plain(text)) return std::string(text);
    // Folding puts together Hangul and Kana that come in parts. So it comes before single
    // characters are isolated, but after symbols are, of which it makes letters.
    return isolate_characters(fold(isolate_symbols(text, Plain())), Plain());
}

Traced segment(const Traced& text) {
    const auto folded = fold(isolate_symbols(text.text, Tracing(text)));
    return isolate_characters(folded.text, Tracing(folded));
}

bool has_words(std::string_view segmented) {
    bool found = false;
    for_each_character(segmented, [&](UChar32 c, Span /*place*/) {
        const auto mask = U_GET_GC_MASK(c);
        found =
            found ||
            (mask & (U_GC_L_MASK | U_GC_N_MASK | U_GC_CO_MASK | U_GC_SO_MASK | U_GC_SK_MASK)) != 0;
    });
    return found;
}

}  // namespace boswell::query
