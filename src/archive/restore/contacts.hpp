// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/import_run.hpp"
#include "archive/restore/record.hpp"
#include "archive/restore/version_order.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Brings versions of roster entries and vCards back. A version that the archive has had since the
/// same time is known; any other one is put where it belongs in time, so that the contact is as
/// before, unless the record is the latest of all.
class RestoreContacts {
public:
    /// All of them outlive this.
    RestoreContacts(sqlite::Database& database, Tables& tables, ImportRun& run);

    /// Versions get their places when the transaction ends.
    void begin_transaction();
    void end_transaction();
    Outcome restore(const RosterRecord& record);
    Outcome restore(const VCardRecord& record);

private:
    Tables& tables_;
    ImportRun& run_;
    sqlite::Statement find_roster_;
    sqlite::Statement find_vcard_;
    sqlite::Statement confirm_vcard_;
    VersionOrder roster_order_;
    VersionOrder vcard_order_;
};

}  // namespace boswell::archive
