// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/import_run.hpp"
#include "archive/restore/record.hpp"
#include "archive/write/tables.hpp"

namespace boswell::archive {

/// Brings receipts back, whether the messages that they name are here or not.
class RestoreReceipts {
public:
    /// All of them outlive this.
    RestoreReceipts(sqlite::Database& database, Tables& tables, ImportRun& run);

    /// Completed: it was here with a later time.
    Outcome restore(const Receipt& receipt);

private:
    sqlite::Database& database_;
    Tables& tables_;
    ImportRun& run_;
};

}  // namespace boswell::archive
