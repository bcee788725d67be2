// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "model/event.hpp"

namespace boswell::archive {

/// Table read_mark: how far the account's own clients have read its conversations.
class ReadMarks {
public:
    ReadMarks(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    /// Replaces the mark of the conversation, unless that was set later.
    void write(const ReadMarked& mark);

private:
    Accounts& accounts_;
    Addresses& addresses_;
    sqlite::Statement set_;
};

}  // namespace boswell::archive
