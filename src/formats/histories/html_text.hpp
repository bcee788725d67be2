// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell::formats {

/// What people read of a piece of HTML: without tags, with line breaks and characters in place of
/// what stands for them. A link whose text is not its address has the address behind it, in
/// brackets.
std::string text_of_html(std::string_view html);

}  // namespace boswell::formats
