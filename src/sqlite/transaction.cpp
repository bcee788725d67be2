// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/transaction.hpp"

namespace boswell::sqlite {

Transaction::Transaction(Database& database, Kind kind) : database_(database) {
    database_.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
    // After some errors SQLite has rolled back already; this one then fails, which is well.
    if (open_) database_.get().tryExec("ROLLBACK");
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace boswell::sqlite
