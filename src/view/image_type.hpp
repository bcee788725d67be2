// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace boswell::view {

/// What picture the bytes begin, whatever was claimed of them: "image/png", "image/jpeg",
/// "image/gif" or "image/webp"; "" for anything that is none of these.
std::string_view image_type(std::string_view bytes);

}  // namespace boswell::view
