// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace boswell::cli {

/// A text and, in a second line, a caret under what stands at that byte of it. Of a long text only
/// what is around the caret.
std::string pointed_at(std::string_view text, std::size_t at);

}  // namespace boswell::cli
