// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

namespace boswell::sqlite {

/// A scope in which all or nothing is written, or in which all reads see the same state. Rolled
/// back at the end of the scope unless committed.
class Transaction {
public:
    enum class Kind {
        write,  ///< takes the write lock at once (BEGIN IMMEDIATE), so no later step meets another
                ///< writer
        read,   ///< BEGIN; the state is that of the first read
    };

    /// Throws Unavailable if another connection is writing.
    Transaction(Database& database, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Throws Unavailable or Error; the transaction is then rolled back at the end of the scope.
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace boswell::sqlite
