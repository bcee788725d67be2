// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/activity.hpp"
#include "cli/context.hpp"
#include "cli/transcript_view.hpp"

#include <span>

namespace boswell::cli {

/// Shows messages as they arrive, until SIGINT or SIGTERM comes or the reader goes away. `shown`
/// are those already seen.
void follow(Context& context, const query::Expression& where, std::span<const MessageRecord> shown,
            TranscriptView& view, Activity& activity);

}  // namespace boswell::cli
