// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell {

/// The SHA-1 (RFC 3174) of some bytes in hex: a name for avatars (XEP-0153), no protection.
std::string sha1_hex(std::string_view bytes);

/// The SHA-256 (RFC 6234) of some bytes in hex.
std::string sha256_hex(std::string_view bytes);

}  // namespace boswell
