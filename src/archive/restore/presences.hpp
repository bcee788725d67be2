// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/import_run.hpp"
#include "archive/restore/record.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <tuple>

namespace boswell::archive {

/// Brings presences back from their records. A presence that is stored already, with all that the
/// record says of it, is left as it is; two equal records of a file stay two presences. A presence
/// that was brought back does not count as a time in which the account was watched.
///
/// A history of another program knows no priority, often no resource, and has whole seconds: what
/// it tells is known if the contact was seen like that two seconds before or after.
class RestorePresences {
public:
    /// All of them outlive this.
    RestorePresences(sqlite::Database& database, Tables& tables, ImportRun& run);

    /// Another file: what the records of earlier ones found may be found again.
    void begin_file(Origin origin) {
        origin_ = origin;
        found_ = {};
        near_ = {};
    }
    Outcome restore(const PresenceRecord& record);

private:
    /// Rows that records have found, at the account, contact and time of the last one: a file has
    /// those together.
    struct Found {
        std::tuple<Jid, Jid, Time> moment;
        std::set<std::int64_t> numbers;
    };
    struct Row {
        std::int64_t account;
        std::int64_t contact;
        Time seen_at;
        std::int64_t n;
        auto operator<=>(const Row&) const = default;
    };

    static ImportedRow imported(const Row& row);
    /// Finds a row that no other record of the file has found.
    std::optional<Row> find(const Presence& presence);
    std::optional<Row> find_equal(const Presence& presence);
    std::optional<Row> find_near(const Presence& presence);

    Tables& tables_;
    ImportRun& run_;
    Origin origin_ = Origin::export_;
    sqlite::Statement find_;
    sqlite::Statement find_near_;
    Found found_;
    std::set<Row> near_;  ///< rows that records of a history have found
};

}  // namespace boswell::archive
