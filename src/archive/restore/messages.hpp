// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/import_run.hpp"
#include "archive/restore/record.hpp"
#include "archive/write/same_message.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Brings messages back from their records.
///
/// Of a message that is here already nothing is changed: only what it lacks is filled in, and what
/// was done to it and is not known yet is added. What makes it the same message is said in
/// write/same_message.hpp. Of several that are, each record of a file finds another one, the one
/// with its own number first, so that a text that was sent twice stays two messages however often
/// the file is read.
class RestoreMessages {
public:
    /// What the constructor needs in the connection. Not within a transaction that may be undone.
    static void make_tables(sqlite::Database& database);

    /// All of them outlive this.
    RestoreMessages(sqlite::Database& database, Tables& tables, ImportRun& run);

    /// Another file: what the records of earlier ones found may be found again.
    void begin_file(Origin origin);
    Outcome restore(const MessageRecord& record);

private:
    Identity identity_of(const RestoredMessage& restored);
    std::optional<std::int64_t> find(const RestoredMessage& restored);
    std::optional<std::int64_t> find_by_stanza_id(const Message& message, const Identity& identity);
    std::optional<std::int64_t> find_equal(const RestoredMessage& restored,
                                           const Identity& identity);
    std::optional<std::int64_t> first_equal(sqlite::Use near, const Identity& identity,
                                            const RestoredMessage& restored);
    std::optional<std::int64_t> find_in_history(const Message& message, const Identity& identity);
    std::optional<std::int64_t> nearest_equal(sqlite::Use near, const Identity& identity,
                                              const Message& message);
    bool is_taken(std::int64_t id, const Identity& stored, const Message& message);
    std::optional<std::int64_t> target_of(std::int64_t id);
    bool complete(std::int64_t id, const RestoredMessage& restored);
    bool annotate(std::int64_t id, const Restored& restored);
    std::int64_t add(const RestoredMessage& restored, std::optional<std::int64_t> target);
    std::optional<std::int64_t> find_annotation(std::int64_t target, const Restored& restored,
                                                std::size_t number);
    bool add_receipts(const Restored& restored);

    sqlite::Database& database_;
    Tables& tables_;
    ImportRun& run_;
    Origin origin_ = Origin::export_;
    StoredIdentities identities_;
    sqlite::Statement by_id_;
    sqlite::Statement by_sender_id_;
    sqlite::Statement by_time_;
    sqlite::Statement is_matched_;
    sqlite::Statement is_matched_otherwise_;
    sqlite::Statement is_provisional_;
    sqlite::Statement match_;
    sqlite::Statement unmatch_all_;
    sqlite::Statement hidden_;
    sqlite::Statement corrections_;
    sqlite::Statement retractions_;
    sqlite::Statement reactions_;
};

}  // namespace boswell::archive
