// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boswell::xmpp {

/// RFC 4648 4, with padding and without line breaks.
std::string encode_base64(std::string_view octets);

/// The octets, or nullopt if `text` is not exactly that.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace boswell::xmpp
