// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell::xmpp {

/// A server's text, in which "[secret]" stands wherever the secret was: as it is, percent-encoded,
/// or within Base64, whatever else was encoded with it. An empty secret changes nothing.
std::string redact(std::string text, std::string_view secret);

/// RFC 3986 2.1.
std::string percent_encoded(std::string_view text);

}  // namespace boswell::xmpp
