// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/fold.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cassert>

namespace boswell::query {

static const icu::Normalizer2& nfkc_casefold() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw Error("ICU lacks its case folding: {}", u_errorName(status));
    return *found;
}

static bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
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

std::string fold(std::string_view text) {
    return is_ascii(text) ? to_lower(text) : fold(text, nullptr);
}

Traced fold(const Traced& text) {
    if (is_ascii(text.text)) return {to_lower(text.text), text.source};
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

}  // namespace boswell::query
