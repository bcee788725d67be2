// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/record.hpp"
#include "archive/write/tables.hpp"

namespace boswell::archive {

/// Brings back how far conversations were read.
class RestoreReadMarks {
public:
    /// All of them outlive this.
    RestoreReadMarks(sqlite::Database& database, Tables& tables);

    /// The mark that was set last is kept. No run of an import has it: an undoing cannot tell what
    /// the mark was before.
    Outcome restore(const ReadMarkRecord& record);

private:
    sqlite::Database& database_;
    Tables& tables_;
    sqlite::Statement set_;
};

}  // namespace boswell::archive
