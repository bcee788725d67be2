// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell::xmpp {

/// The domain as DNS and certificates have it, in A-labels and lower case. Throws NetworkError if
/// it is none.
std::string to_ascii(std::string_view domain);

}  // namespace boswell::xmpp
