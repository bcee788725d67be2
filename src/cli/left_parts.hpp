// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace boswell::cli {

/// Removes what processes that were killed while they made `target` have left beside it, and says
/// so on standard error, a line each.
void clear_left_parts(const std::filesystem::path& target);

}  // namespace boswell::cli
