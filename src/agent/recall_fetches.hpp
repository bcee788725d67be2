// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"
#include "model/contact.hpp"
#include "xmpp/fetch_schedules.hpp"

#include <vector>

namespace boswell::agent {

/// Tells the schedules what the archive has of earlier runs, which is not asked for again within
/// some time, and of which contacts more is wanted. A resumed stream tells no roster: `contacts` is
/// what the archive has of it.
void recall_fetches(const archive::Reader& archive, const Jid& account, Time now,
                    const std::vector<RosterItem>& contacts, xmpp::FetchSchedules& schedules);

}  // namespace boswell::agent
