// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell::xmpp {

/// A server's text, in which "[secret]" stands wherever the secret was: as it is, percent-encoded,
/// or within Base64, whatever else was encoded with it. An empty secret changes nothing.
std::string redact(std::string text, std::string_view secret);

}  // namespace boswell::xmpp
