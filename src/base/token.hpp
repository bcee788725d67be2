// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell {

/// 128 bits from the kernel, as 32 hexadecimal digits. Throws Error.
std::string random_token();

/// In a time that does not tell where they differ.
bool is_same_token(std::string_view one, std::string_view other);

}  // namespace boswell
