// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "cli/context.hpp"

namespace boswell::cli {

/// presence --now and --at: how each contact was at one moment, those who were online first.
ExitStatus print_presence_at(Context& context);

}  // namespace boswell::cli
