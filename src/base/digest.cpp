// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"

#include <nettle/base16.h>
#include <nettle/sha1.h>

#include <array>
#include <cstdint>

namespace boswell {

static const std::uint8_t* octets_of(std::string_view bytes) {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

std::string hex(std::string_view bytes) {
    std::string digits(BASE16_ENCODE_LENGTH(bytes.size()), '\0');
    base16_encode_update(digits.data(), bytes.size(), octets_of(bytes));
    return digits;
}

template <std::size_t size>
static std::string to_hex(const std::array<std::uint8_t, size>& digest) {
    return hex({reinterpret_cast<const char*>(digest.data()), size});
}

static std::array<std::uint8_t, SHA1_DIGEST_SIZE> sha1_of(std::string_view bytes) {
    sha1_ctx context;
    sha1_init(&context);
    sha1_update(&context, bytes.size(), octets_of(bytes));
    std::array<std::uint8_t, SHA1_DIGEST_SIZE> digest{};
    sha1_digest(&context, digest.size(), digest.data());
    return digest;
}

std::string sha1_hex(std::string_view bytes) { return to_hex(sha1_of(bytes)); }

std::string sha1(std::string_view bytes) {
    const auto digest = sha1_of(bytes);
    return {digest.begin(), digest.end()};
}

bool is_sha1_hex(std::string_view text) {
    return text.size() == std::size_t{2} * SHA1_DIGEST_SIZE &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 digest;
    digest.update(bytes);
    return digest.hex();
}

Sha256::Sha256() { sha256_init(&context_); }

void Sha256::update(std::string_view bytes) {
    sha256_update(&context_, bytes.size(), octets_of(bytes));
}

std::string Sha256::hex() {
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&context_, digest.size(), digest.data());
    return to_hex(digest);
}

}  // namespace boswell
