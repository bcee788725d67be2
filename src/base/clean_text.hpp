// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell {

/// Text that may be stored: what is not UTF-8, and what XML 1.0 has no character for, is U+FFFD.
/// Line ends are line feeds.
std::string clean_text(std::string_view text);

}  // namespace boswell
