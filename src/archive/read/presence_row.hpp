// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/pairs.hpp"
#include "model/record.hpp"
#include "sqlite/statement.hpp"

namespace boswell::archive {

/// The presences of a contact in a period, oldest first: account_id, contact_id, since, until, and
/// NULL or 1 for those with a status only. Column 13 is the observation.
extern const char* const presences_sql;

/// The record of a row with the columns of `presences_sql`. Whether it was directed is not in it.
PresenceRecord presence_record(const sqlite::Use& use, const Pair& pair, Jids& jids);

/// Where a subscription ends, servers send that and an unavailable presence in either order (RFC
/// 6121 3.2.2): this one does not say that the contact has left.
inline constexpr std::chrono::seconds longest_end{2};
bool belongs_to_end(PresenceType type, Time seen_at, Time end);

}  // namespace boswell::archive
