// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell::formats {

/// The text of which somebody took the UTF-8 for Latin-1, and wrote that as UTF-8. A text with
/// which that cannot have happened stays as it is.
std::string decoded_twice(std::string_view text);

}  // namespace boswell::formats
