// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/presence_request.hpp"
#include "view/names.hpp"

/// Views of `boswell presence` for people. They return false if there is nothing to show.
namespace boswell::cli {

bool view_events(Context& context, const PresenceRequest& request);
bool view_intervals(Context& context, const PresenceRequest& request);
bool view_timeline(Context& context, const PresenceRequest& request);

/// "bob@example.net (Bob), seen by alice@example.org". `resource` may be "".
std::string title(const view::Names& names, const Jid& account, const Jid& contact,
                  const std::string& resource);
/// The same for whom the request shows: a contact, or one resource of it.
std::string heading(const view::Names& names, const PresenceRequest& request,
                    const PresenceInterval& first);

}  // namespace boswell::cli
