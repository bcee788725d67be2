// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "view/names.hpp"

namespace boswell::cli {

/// --names; the name of its time for each message if it was not given. Throws UsageError.
view::NameChoice name_choice(const Arguments& arguments);

/// The names in the archive of the context, which outlives them, by the choice of --names. Read
/// when they are asked for.
view::Names names_in(const Context& context);

}  // namespace boswell::cli
