// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/import_run.hpp"
#include "archive/restore/record.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
#include <map>

namespace boswell::archive {

/// Brings the spans back in which accounts were being watched. A span that began at the same time
/// is the same one, and is made longer if the record knows more of it. No span of this agent is
/// changed, and none goes on with one that was imported.
class RestoreObservations {
public:
    /// All of them outlive this.
    RestoreObservations(sqlite::Database& database, Tables& tables, ImportRun& run);

    /// Another file: its first records go on with nothing.
    void begin_file() { latest_ = {}; }
    Outcome restore(const ObservationRecord& record);

private:
    sqlite::Database& database_;
    Tables& tables_;
    ImportRun& run_;
    sqlite::Statement find_;
    sqlite::Statement extend_;
    sqlite::Statement insert_;
    /// By account, the row of the last record of the file.
    std::map<std::int64_t, std::int64_t> latest_;
};

}  // namespace boswell::archive
