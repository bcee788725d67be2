// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reindex.hpp"
#include "cli/context.hpp"

namespace boswell::cli {

/// Brings all messages up to date, with progress, from where an earlier run ended, and prints how
/// many were examined and changed. Throws Error if there is no archive.
void bring_up_to_date(Context& context, archive::Extent extent);

}  // namespace boswell::cli
