// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell {

/// Percent-encoding (RFC 3986 2.1) of every octet but the unreserved characters and those of
/// `also_plain`, which are ASCII. For the other way see percent_decoded() in base/text.hpp.
std::string percent_encoded(std::string_view text, std::string_view also_plain = {});

}  // namespace boswell
