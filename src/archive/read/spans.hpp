// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/contact.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <vector>

namespace boswell::archive {

/// The spans in which presence of one contact of one account would have been seen: the account was
/// watched, and the roster said that we are subscribed (to or both).
///
/// Before the first roster is known, the subscriptions are taken to be those of that first roster.
/// A contact that appears later counts from the beginning of the span in which it appeared.
class ObservedSpans {
public:
    /// `now`: an account that is connected, and whose last sign of life is not too old then, is
    /// watched until then.
    ObservedSpans(const sqlite::Database& database, Time now);

    /// Those that overlap `period`, ascending and disjoint.
    std::vector<Period> find(std::int64_t account_id, std::int64_t contact_id,
                             const Period& period);

private:
    Time proved_until(Time last_proof) const;
    std::vector<Period> watched(std::int64_t account_id, const Period& period);
    std::vector<Period> subscribed(std::int64_t account_id, std::int64_t contact_id);
    Time first_version_since(std::int64_t account_id, Time seen_at);

    Time now_;
    bool agent_is_running_;
    sqlite::Statement watched_;
    sqlite::Statement versions_;
    sqlite::Statement first_version_;
    sqlite::Statement span_of_;
    sqlite::Statement is_self_;
};

}  // namespace boswell::archive
