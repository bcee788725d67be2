// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/import_run.hpp"
#include "archive/restore/record.hpp"
#include "archive/restore/version_order.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
#include <map>
#include <optional>

namespace boswell::archive {

/// Brings versions of roster entries and vCards back. A version that the archive has had since the
/// same time is known; any other one is put where it belongs in time, so that the contact is as
/// before, unless the record is the latest of all. What another program or a server says is also
/// known if the contact was like that already then.
///
/// The roster that a server hands over without a date is taken only as long as nothing better is
/// known of the account, and an undated vCard only if none was seen later.
class RestoreContacts {
public:
    /// All of them outlive this.
    RestoreContacts(sqlite::Database& database, Tables& tables, ImportRun& run);

    void begin_file(Origin origin) { origin_ = origin; }
    /// Versions get their places when the transaction ends.
    void begin_transaction();
    void end_transaction();
    Outcome restore(const RosterRecord& record);
    Outcome restore(const VCardRecord& record);

private:
    bool knows_roster(std::int64_t account);
    std::optional<Time> like_before(const VCardFetched& fetched);

    Tables& tables_;
    ImportRun& run_;
    Origin origin_ = Origin::export_;
    /// In this transaction, by account.
    std::map<std::int64_t, bool> knows_roster_;
    sqlite::Statement find_roster_;
    sqlite::Statement find_same_roster_;
    sqlite::Statement find_better_roster_;
    sqlite::Statement find_later_vcard_;
    sqlite::Statement find_same_vcard_;
    sqlite::Statement find_vcard_;
    sqlite::Statement confirm_vcard_;
    VersionOrder roster_order_;
    VersionOrder vcard_order_;
};

}  // namespace boswell::archive
