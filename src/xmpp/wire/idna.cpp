// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/wire/idna.hpp"

#include "base/error.hpp"
#include "base/printable.hpp"
#include "base/text.hpp"

#include <unicode/uidna.h>

#include <algorithm>
#include <memory>

namespace boswell::xmpp {

static bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string to_ascii(std::string_view domain) {
    if (is_ascii(domain)) return to_lower(domain);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI,
                        &status),
        uidna_close);
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    std::string ascii(1024, '\0');
    const auto size =
        uidna_nameToASCII_UTF8(idna.get(), domain.data(), static_cast<int32_t>(domain.size()),
                               ascii.data(), static_cast<int32_t>(ascii.size()), &info, &status);
    if (U_FAILURE(status) || info.errors != 0)
        throw NetworkError("'{}' is not a domain name", printable(domain));
    ascii.resize(static_cast<std::size_t>(size));
    return ascii;
}

}  // namespace boswell::xmpp
