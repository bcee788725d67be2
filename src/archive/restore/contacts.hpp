// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/record.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Brings versions of roster entries and vCards back. A version that the archive has had since the
/// same time is known; any other one is put where it belongs in time, so that the contact is as
/// before, unless the record is the latest of all.
class RestoreContacts {
public:
    /// Both outlive this.
    RestoreContacts(sqlite::Database& database, Tables& tables);

    Outcome restore(const RosterRecord& record);
    Outcome restore(const VCardRecord& record);

private:
    Tables& tables_;
    sqlite::Statement find_roster_;
    sqlite::Statement later_roster_;
    sqlite::Statement move_roster_;
    sqlite::Statement find_vcard_;
    sqlite::Statement confirm_vcard_;
    sqlite::Statement later_vcards_;
    sqlite::Statement move_vcard_;
};

}  // namespace boswell::archive
