// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/roster_beginnings.hpp"
#include "base/time.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <vector>

namespace boswell::archive {

/// When the account was subscribed to a contact's presence (to or both), by the versions of the
/// roster.
///
/// Before the first roster is known, the subscriptions are taken to be those of that first roster.
/// A contact that appears later counts from the beginning of the span in which it appeared.
class Subscriptions {
public:
    Subscriptions(const sqlite::Database& database, RosterBeginnings& beginnings);

    /// Ascending and disjoint.
    std::vector<Period> of(std::int64_t account_id, std::int64_t contact_id);
    /// False if nothing can be said, because the archive has no roster of the account.
    bool is_roster_known(std::int64_t account_id);

private:
    Time first_version_since(std::int64_t account_id, Time seen_at);

    RosterBeginnings& beginnings_;
    sqlite::Statement versions_;
    sqlite::Statement has_versions_;
    sqlite::Statement span_of_;
    sqlite::Statement is_self_;
};

}  // namespace boswell::archive
