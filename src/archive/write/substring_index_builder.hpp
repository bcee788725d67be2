// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/substring_index.hpp"
#include "sqlite/statement.hpp"

#include <chrono>
#include <cstdint>

namespace boswell::archive {

/// Makes the optional index of trigrams or removes it, in portions: each call is to be one
/// transaction, beside other writers. Table property says how far it is, so it goes on where it
/// was, however it ended.
class SubstringIndexBuilder {
public:
    using Clock = std::chrono::steady_clock;

    explicit SubstringIndexBuilder(sqlite::Database& database);

    /// Adds the next messages, the oldest first, but does not begin another one after `deadline`;
    /// removes the rest of an earlier index before that. False if the index is complete.
    bool build(Clock::time_point deadline);
    /// Removes a part. False if nothing is left.
    bool remove();

    /// How many messages it has added, of those from before this object included.
    std::int64_t done() const { return done_; }

private:
    void add_next(SubstringIndex& index, Clock::time_point deadline);

    sqlite::Database& database_;
    sqlite::Statement texts_;
    sqlite::Statement insert_;
    std::int64_t done_ = 0;
};

}  // namespace boswell::archive
