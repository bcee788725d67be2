// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/presence_request.hpp"

namespace boswell::cli {

/// presence --view together: when all of the named contacts were online. Return false if there is
/// nothing. Throw UsageError for less than two contacts.
bool view_together(Context& context, const PresenceRequest& request);
bool print_together_records(Context& context, const PresenceRequest& request);

}  // namespace boswell::cli
