// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boswell {

/// RFC 4648 4, with padding and without line breaks.
std::string encode_base64(std::string_view octets);

/// The octets, or nullopt if `text` is anything but such Base64. Bits of the last digit that stand
/// for no octet may have any value (RFC 4648 3.5).
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace boswell
