// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/import_run.hpp"
#include "archive/restore/record.hpp"
#include "archive/restore/version_order.hpp"
#include "archive/write/tables.hpp"

namespace boswell::archive {

/// Brings back what contacts published (XEP-0163), each version where it belongs in time, the keys
/// of their devices (XEP-0384), and who says that he was one of them (XEP-0283).
class RestorePep {
public:
    /// All of them outlive this.
    RestorePep(sqlite::Database& database, Tables& tables, ImportRun& run);

    /// Versions get their places when the transaction ends.
    void begin_transaction() { order_.forget(); }
    void end_transaction() { order_.settle(); }
    Outcome restore(const PepRecord& record);
    /// A key that is here already is known from the earlier time on, and is announced if the later
    /// word says so. Of the keys of a device only the one that was seen last stays announced.
    Outcome restore(const DeviceKeyRecord& key);
    /// A claim that is here already is known from the earlier time on and until the later one.
    Outcome restore(const MoveClaimRecord& claim);

private:
    sqlite::Database& database_;
    Tables& tables_;
    ImportRun& run_;
    sqlite::Statement find_event_;
    sqlite::Statement confirm_event_;
    sqlite::Statement next_number_;
    sqlite::Statement insert_event_;
    sqlite::Statement has_key_;
    sqlite::Statement merge_key_;
    sqlite::Statement insert_key_;
    sqlite::Statement announce_last_;
    sqlite::Statement insert_claim_;
    sqlite::Statement merge_claim_;
    VersionOrder order_;
};

}  // namespace boswell::archive
