// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "sqlite/database.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>

namespace boswell::archive {

/// Takes back rows that are no messages and that only one run of an import has brought. Versions
/// of contacts, and keys, that the agent has seen since then stay: it did not store them again.
class UndoneRows {
public:
    struct Counts {
        std::int64_t presences = 0;  ///< removed, as the next two
        std::int64_t observations = 0;
        std::int64_t contact_versions = 0;
        std::int64_t kept = 0;  ///< versions and keys that stay
    };

    /// What the constructor needs in the connection. Not within a transaction that may be undone.
    static void make_tables(sqlite::Database& database);
    /// The database outlives this.
    explicit UndoneRows(sqlite::Database& database);

    /// The next rows of the run, within sqlite::ForeignKeysOff. Returns their number; 0 if there
    /// were none.
    std::int64_t undo_some(std::int64_t run, Time began_at, Counts& counts);

private:
    std::int64_t changed_by(const char* sql);

    sqlite::Database& database_;
    sqlite::Statement take_;
    sqlite::Statement forget_;
};

}  // namespace boswell::archive
