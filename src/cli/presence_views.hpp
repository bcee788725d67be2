// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"

#include <functional>
#include <span>

/// The views of `boswell presence`, each for people. They return false if there is nothing to show.
namespace boswell::cli {

bool view_events(Context& context, const archive::Selection& selection);
bool view_intervals(Context& context, const archive::Selection& selection, const Period& period);
bool view_summary(Context& context, const archive::Selection& selection, const Period& period);
bool view_timeline(Context& context, const archive::Selection& selection, const Period& period);

/// Calls `take` with all intervals of one contact after the other, until it returns false.
void for_each_contact(const Context& context, const archive::Selection& selection,
                      const Period& period,
                      const std::function<bool(std::span<const PresenceInterval>)>& take);

}  // namespace boswell::cli
