// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"
#include "sqlite/time_over.hpp"

#include <chrono>

namespace boswell::sqlite {

/// A limit for the time that statements of a connection may take. The connection must run no
/// statement once this object is gone.
class TimeLimit {
public:
    explicit TimeLimit(Database& database);
    ~TimeLimit();
    TimeLimit(const TimeLimit&) = delete;
    TimeLimit& operator=(const TimeLimit&) = delete;

    /// What runs at that time or later ends with TimeOver.
    void set(std::chrono::steady_clock::time_point end);
    void remove();

private:
    Database& database_;
    std::chrono::steady_clock::time_point end_;
};

}  // namespace boswell::sqlite
