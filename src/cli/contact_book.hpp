// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "cli/context.hpp"

#include <vector>

namespace boswell::cli {

/// True if --vcf or --csv was given. Throws UsageError for what has no meaning beside them.
bool wants_contact_book(const Arguments& arguments);

/// Writes the contacts to the file of --vcf or --csv, or to standard output for "-".
ExitStatus write_contact_book(Context& context, const std::vector<ContactRecord>& contacts);

}  // namespace boswell::cli
