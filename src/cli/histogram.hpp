// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/scan_note.hpp"

namespace boswell::cli {

/// --by: prints how many messages there are of each day, contact and so on, as bars or as records.
/// Throws UsageError for a unit that there is not, and for an option that goes with messages only.
ExitStatus print_histogram(Context& context, const query::Expression& where, ScanNote& scan);

}  // namespace boswell::cli
