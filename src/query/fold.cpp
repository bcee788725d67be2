// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/fold.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>

namespace boswell::query {

static const icu::Normalizer2& normalizer() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw Error("ICU lacks its case folding: {}", u_errorName(status));
    return *found;
}

std::string fold(std::string_view text) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(text.begin(), text.end(), is_ascii)) return to_lower(text);
    static const icu::Normalizer2& nfkc_casefold = normalizer();
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded);
    UErrorCode status = U_ZERO_ERROR;
    const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
    nfkc_casefold.normalizeUTF8(0, piece, sink, nullptr, status);
    if (U_FAILURE(status)) throw Error("a text cannot be folded: {}", u_errorName(status));
    return folded;
}

}  // namespace boswell::query
