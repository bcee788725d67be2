// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message_record.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Table local_time: of imported messages the time that a clock on the wall showed.
class LocalTimes {
public:
    explicit LocalTimes(sqlite::Database& database);

    /// True if the message had none.
    bool add_lacking(std::int64_t message, const std::optional<LocalTime>& local);

private:
    sqlite::Database& database_;
    sqlite::Statement insert_;
    sqlite::Statement mark_;
};

}  // namespace boswell::archive
