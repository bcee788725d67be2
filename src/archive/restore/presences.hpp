// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/record.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
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
    /// Both outlive this.
    RestorePresences(sqlite::Database& database, Tables& tables);

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
    using Row = std::tuple<std::int64_t, std::int64_t, Time, std::int64_t>;

    /// Finds a row that no other record of the file has found.
    bool find(const Presence& presence);
    bool find_equal(const Presence& presence);
    bool find_near(const Presence& presence);

    Tables& tables_;
    Origin origin_ = Origin::export_;
    sqlite::Statement find_;
    sqlite::Statement find_near_;
    Found found_;
    std::set<Row> near_;  ///< rows that records of a history have found: account, contact, time, n
};

}  // namespace boswell::archive
