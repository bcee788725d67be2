// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/presence_request.hpp"

#include <string>

namespace boswell::cli {

/// presence --svg: the timeline or the heat map as a file. Return "" if there is nothing.
std::string timeline_picture(Context& context, const PresenceRequest& request);
std::string heat_map_picture(Context& context, const PresenceRequest& request);

}  // namespace boswell::cli
