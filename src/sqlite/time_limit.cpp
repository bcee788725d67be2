// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/time_limit.hpp"

#include <sqlite3.h>

namespace boswell::sqlite {

/// Instructions of SQLite's machine between two looks at the clock: well under a millisecond.
static constexpr int between_looks = 1000;

TimeLimit::TimeLimit(Database& database) : database_(database) {}

TimeLimit::~TimeLimit() { remove(); }

void TimeLimit::set(std::chrono::steady_clock::time_point end) {
    end_ = end;
    const auto is_over = [](void* limit) {
        return std::chrono::steady_clock::now() < static_cast<TimeLimit*>(limit)->end_ ? 0 : 1;
    };
    sqlite3_progress_handler(database_.handle(), between_looks, +is_over, this);
}

void TimeLimit::remove() { sqlite3_progress_handler(database_.handle(), 0, nullptr, nullptr); }

}  // namespace boswell::sqlite
