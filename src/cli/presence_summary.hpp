// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/presence_request.hpp"

namespace boswell::cli {

/// presence --view summary: the intervals of each contact added up, over the whole period or by
/// days, weeks or months. Returns false if there is nothing.
bool view_summary(Context& context, const PresenceRequest& request);
bool print_summary_records(Context& context, const PresenceRequest& request);

}  // namespace boswell::cli
