// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/record.hpp"
#include "archive/write/messages.hpp"
#include "archive/write/receipts.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Brings messages back from their records.
///
/// A message that is here already is left as it is, and only what was done to it and is not known
/// yet is added. It is the same message if it has the same account and stanza-id, or else if
/// account, with, direction, from, to, type, stamp, message_id and the original body are the same.
/// Of several that are, each record of a file finds another one, the one with its own id first, so
/// that a text that was sent twice stays two messages however often the file is read.
class RestoreMessages {
public:
    /// What the constructor needs in the connection. Not within a transaction that may be undone.
    static void make_tables(sqlite::Database& database);

    /// All of them outlive this.
    RestoreMessages(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    /// Another file: what the records of earlier ones found may be found again.
    void begin_file();
    Outcome restore(const MessageRecord& record);
    /// Writes what was kept back for the end of the batch. To be called before the commit.
    void flush() { messages_.flush(); }
    void forget() noexcept;

private:
    std::optional<std::int64_t> find(const Message& message, std::int64_t id);
    std::optional<std::int64_t> find_equal(const Message& message, std::int64_t id);
    std::optional<std::int64_t> find_equal(sqlite::Statement& near, const Message& message,
                                           std::int64_t first, std::int64_t last);
    std::optional<std::int64_t> target_of(std::int64_t id);
    bool annotate(std::int64_t id, const Restored& restored);
    bool is_known(std::int64_t target, const Restored& restored, std::size_t number);
    bool add_receipts(const Restored& restored);

    sqlite::Database& database_;
    Accounts& accounts_;
    Addresses& addresses_;
    Messages messages_;
    Receipts receipts_;
    sqlite::Statement equal_by_id_;
    sqlite::Statement equal_by_sender_id_;
    sqlite::Statement equal_by_time_;
    sqlite::Statement match_;
    sqlite::Statement unmatch_all_;
    sqlite::Statement hidden_;
    sqlite::Statement corrections_;
    sqlite::Statement retractions_;
    sqlite::Statement reactions_;
};

}  // namespace boswell::archive
