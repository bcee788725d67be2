// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell {

/// The text without the keys of its links to encrypted files (XEP-0454), which are the fragments of
/// these links. In place of each is "#key-left-out".
std::string without_link_keys(std::string_view text);

/// True if a text has come from without_link_keys().
bool lacks_link_keys(std::string_view text);

/// False for a text that without_link_keys() would not change. Costs little.
bool has_link_keys(std::string_view text);

}  // namespace boswell
