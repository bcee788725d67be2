// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/import.hpp"
#include "base/error.hpp"

#include <string>

namespace boswell::cli {

struct Context;

/// `import --list`: what was imported so far, and what of it was undone.
ExitStatus list_imports(Context& context);

/// `import --undo RUN`: takes back what that run has brought. Throws UsageError if `run` is no
/// number, Error if it cannot be undone.
ExitStatus undo_import(Context& context, const std::string& run, archive::Import::Mode mode);

}  // namespace boswell::cli
