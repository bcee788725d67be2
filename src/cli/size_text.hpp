// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace boswell::cli {

/// How much that is, for people: "512 bytes", "1.5 MiB".
std::string size_text(std::int64_t bytes);

}  // namespace boswell::cli
