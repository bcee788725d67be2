// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/day_counts.hpp"
#include "sqlite/statement.hpp"

#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace boswell::archive {

/// Table message_day: how many messages that readers see each account has in each quarter of an
/// hour. Changes are added up in memory and written once a batch.
class MessageDays {
public:
    explicit MessageDays(sqlite::Database& database);

    /// The conversation has so many messages more, or less, with that stamp.
    void add(std::int64_t conversation, Time stamp, std::int64_t messages) {
        changes_.push_back({conversation, quarter_of(stamp), messages});
    }
    /// To be called before the commit.
    void flush();
    void forget() noexcept;

private:
    struct Change {
        std::int64_t conversation;
        Quarter quarter;
        std::int64_t messages;
    };
    using Day = std::pair<std::int64_t, std::int64_t>;  // account and day

    std::int64_t account_of(std::int64_t conversation);
    DayCounts& counts_of(const Day& day);

    sqlite::Statement find_account_;
    sqlite::Statement find_;
    sqlite::Statement write_;
    sqlite::Statement remove_;
    std::vector<Change> changes_;
    std::unordered_map<std::int64_t, std::int64_t> accounts_;  ///< by conversation
    std::map<Day, DayCounts> days_;  ///< as they are on disk, the last ones
};

}  // namespace boswell::archive
