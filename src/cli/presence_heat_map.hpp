// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/presence_request.hpp"

namespace boswell::cli {

/// presence --view heatmap: in which hours of the week each contact is online. Return false if
/// there is nothing.
bool view_heat_map(Context& context, const PresenceRequest& request);
bool print_heat_map_records(Context& context, const PresenceRequest& request);

}  // namespace boswell::cli
