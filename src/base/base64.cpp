// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.hpp"

#include <nettle/base64.h>

#include <cstdint>

namespace boswell {

static constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string encode_base64(std::string_view octets) {
    std::string text(BASE64_ENCODE_RAW_LENGTH(octets.size()), '\0');
    base64_encode_raw(text.data(), octets.size(),
                      reinterpret_cast<const std::uint8_t*>(octets.data()));
    return text;
}

/// The number of '=' at the end; more than two are no Base64.
static std::size_t padding(std::string_view text) {
    const auto last = text.find_last_not_of('=');
    return last == std::string_view::npos ? text.size() : text.size() - last - 1;
}

/// nettle refuses a last digit with bits that stand for no octet: clears them.
static std::string normalised(std::string_view text, std::size_t padded) {
    std::string normal(text);
    if (padded == 0) return normal;
    auto& last = normal[text.size() - padded - 1];
    last = alphabet[alphabet.find(last) >> 2 * padded << 2 * padded];
    return normal;
}

std::optional<std::string> decode_base64(std::string_view text) {
    const auto padded = padding(text);
    if (text.size() % 4 != 0 || padded > 2) return std::nullopt;
    // nettle skips white space.
    const auto digits = text.substr(0, text.size() - padded);
    if (digits.find_first_not_of(alphabet) != std::string_view::npos) return std::nullopt;

    const auto normal = normalised(text, padded);
    std::string octets(BASE64_DECODE_LENGTH(normal.size()), '\0');
    auto size = octets.size();
    base64_decode_ctx context{};
    base64_decode_init(&context);
    const bool decoded =
        base64_decode_update(&context, &size, reinterpret_cast<std::uint8_t*>(octets.data()),
                             normal.size(), normal.data()) == 1;
    if (!decoded || base64_decode_final(&context) != 1) return std::nullopt;
    octets.resize(size);
    return octets;
}

}  // namespace boswell
