// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/activity.hpp"
#include "cli/context.hpp"
#include "cli/transcript_view.hpp"

#include <cstdint>
#include <span>

namespace boswell::cli {

/// Shows messages as they arrive after `mark`, the archive's mark of arrival, until SIGINT or
/// SIGTERM comes or the reader goes away. `shown` are the messages already seen.
void follow(Context& context, const query::Expression& where, std::int64_t mark,
            std::span<const MessageRecord> shown, TranscriptView& view, Activity& activity);

}  // namespace boswell::cli
