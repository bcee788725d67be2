// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/record.hpp"
#include "archive/write/same_message.hpp"
#include "archive/write/stored_identities.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Finds the stored message of which a record tells. What makes it the same message is said in
/// write/same_message.hpp. Of several that are, each record of a file finds another one, the one
/// with its own number first, so that a text that was sent twice stays two messages however often
/// the file is read.
class KnownMessages {
public:
    /// What the constructor needs in the connection. Not within a transaction that may be undone.
    static void make_tables(sqlite::Database& database);

    /// Both outlive this.
    KnownMessages(sqlite::Database& database, Tables& tables);

    /// Another file: what the records of earlier ones found may be found again.
    void begin_file(Origin origin);
    std::optional<std::int64_t> find(const RestoredMessage& restored);
    std::optional<std::int64_t> find_by_stanza_id(const RestoredMessage& restored);
    /// The stored message is that of the record: no other record of the file finds it.
    void take(std::int64_t id, const Message& message);

private:
    Identity identity_of(const RestoredMessage& restored);
    std::optional<std::int64_t> find_by_stanza_id(const RestoredMessage& restored,
                                                  const Identity& identity);
    std::optional<std::int64_t> find_equal(const RestoredMessage& restored,
                                           const Identity& identity);
    std::optional<std::int64_t> first_equal(sqlite::Use near, const Identity& identity,
                                            const RestoredMessage& restored);
    std::optional<std::int64_t> find_in_history(const Message& message, const Identity& identity);
    std::optional<std::int64_t> nearest_equal(sqlite::Use near, const Identity& identity,
                                              const Message& message);
    bool is_taken(std::int64_t id, const Identity& stored, const Message& message);

    Tables& tables_;
    Origin origin_ = Origin::export_;
    std::int64_t last_taken_ = 0;  // what the last record of the file has found or become
    StoredIdentities identities_;
    sqlite::Statement by_id_;
    sqlite::Statement by_sender_id_;
    sqlite::Statement by_time_;
    sqlite::Statement next_;
    sqlite::Statement is_matched_;
    sqlite::Statement is_matched_otherwise_;
    sqlite::Statement is_provisional_;
    sqlite::Statement match_;
    sqlite::Statement unmatch_all_;
};

}  // namespace boswell::archive
