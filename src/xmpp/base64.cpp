// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/base64.hpp"

#include <openssl/evp.h>

#include <climits>
#include <stdexcept>

namespace boswell::xmpp {

static constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static const unsigned char* octets_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

static unsigned char* octets_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string encode_base64(std::string_view octets) {
    if (octets.size() > INT_MAX / 2) throw std::length_error("too much for Base64");
    const auto size = static_cast<int>(octets.size());
    std::string text((octets.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL adds a null
    const auto written = EVP_EncodeBlock(octets_of(text), octets_of(octets), size);
    text.resize(static_cast<std::size_t>(written));
    return text;
}

/// The number of '=' at the end; more than two are no Base64.
static std::size_t padding(std::string_view text) {
    const auto last = text.find_last_not_of('=');
    return last == std::string_view::npos ? text.size() : text.size() - last - 1;
}

std::optional<std::string> decode_base64(std::string_view text) {
    const auto padded = padding(text);
    if (text.size() % 4 != 0 || text.size() > INT_MAX || padded > 2) return std::nullopt;
    // OpenSSL lets white space, '-' and '=' pass in some places.
    const auto digits = text.substr(0, text.size() - padded);
    if (digits.find_first_not_of(alphabet) != std::string_view::npos) return std::nullopt;
    if (text.empty()) return std::string();

    std::string octets(text.size() / 4 * 3, '\0');
    const auto size = static_cast<int>(text.size());
    if (EVP_DecodeBlock(octets_of(octets), octets_of(text), size) < 0) return std::nullopt;
    octets.resize(octets.size() - padded);
    return octets;
}

}  // namespace boswell::xmpp
