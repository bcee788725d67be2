// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "view/surroundings.hpp"

namespace boswell::cli {

/// What is in the archive of the context beside the records of an export, within -S and -U; the
/// context outlives it. Read when it is asked for.
view::Surroundings surroundings_in(const Context& context);

}  // namespace boswell::cli
