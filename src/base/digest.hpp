// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nettle/sha2.h>

#include <string>
#include <string_view>

namespace boswell {

/// Bytes as pairs of digits in lower case.
std::string hex(std::string_view bytes);

/// The SHA-1 (RFC 3174) of some bytes in hex: a name for avatars (XEP-0153), no protection.
std::string sha1_hex(std::string_view bytes);
/// The same as its 20 bytes.
std::string sha1(std::string_view bytes);
/// True for 40 digits in lower case.
bool is_sha1_hex(std::string_view text);

/// The SHA-256 (RFC 6234) of some bytes in hex.
std::string sha256_hex(std::string_view bytes);

/// The SHA-256 of bytes that are never in memory all at once.
class Sha256 {
public:
    Sha256();
    void update(std::string_view bytes);
    /// Of all bytes so far; then it begins anew.
    std::string hex();

private:
    sha256_ctx context_;
};

}  // namespace boswell
