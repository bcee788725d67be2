// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boswell::formats {

/// The value of a header field with its encoded words decoded (RFC 2047).
std::string decoded_field(std::string_view value);

/// The content of the first part of a mail (RFC 2045) of that type, without its transfer encoding;
/// nullopt if there is none.
std::optional<std::string> part_of_mail(std::string_view mail, const char* type,
                                        const char* subtype);

}  // namespace boswell::formats
