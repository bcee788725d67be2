// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/roster_beginnings.hpp"
#include "base/time.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
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
    Time span_since(std::int64_t account_id, Time time);
    bool is_self(std::int64_t account_id, std::int64_t contact_id);

    RosterBeginnings& beginnings_;
    sqlite::Statement versions_;
    sqlite::Statement has_versions_;
    sqlite::Statement span_of_;
    sqlite::Statement own_address_;
    // What is the same for many contacts of an account.
    std::map<std::int64_t, Time> roster_known_since_;
    std::map<std::int64_t, std::optional<std::int64_t>> own_addresses_;
    std::map<std::pair<std::int64_t, Time>, Time> spans_since_;
};

}  // namespace boswell::archive
