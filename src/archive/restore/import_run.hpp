// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/imported_messages.hpp"
#include "sqlite/database.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::archive {

/// The key of a row that is no message, as imported_row has it.
struct ImportedRow {
    std::string_view kind;
    std::int64_t owner = 0;    ///< account or, of a receipt, conversation
    std::int64_t contact = 0;  ///< 0 if it has none
    Time at{};                 ///< the epoch if its key has no time
    std::string thing;         ///< the rest of the key
};

/// One run of an import, and what it brought: tables import_run, imported_message and imported_row.
/// What a run found here already it has as well, if another run brought it: either may be undone.
class ImportRun {
public:
    struct Counts {
        std::int64_t messages = 0;
        std::int64_t presences = 0;
        std::int64_t contacts = 0;
    };

    /// The database outlives this.
    explicit ImportRun(sqlite::Database& database);

    /// What is brought from now on comes from this file or folder.
    void begin(std::string path);
    /// The format of the file that is read now.
    void reads(std::string_view format);
    /// To be called first in a transaction that brings something. Throws Error if the run has been
    /// undone meanwhile.
    void begin_transaction();
    /// To be called last in it, with what the run has brought so far.
    void end_transaction(const Counts& counts);
    /// All that there was to be brought is here.
    void end();

    MessageParts stored(std::int64_t message) { return messages_.stored(message); }
    void added(std::int64_t message, MessageParts parts) { messages_.add(message, id_, parts); }
    void knew(std::int64_t message, MessageParts before, MessageParts parts, bool completed) {
        messages_.know(message, id_, before, parts, completed);
    }
    void added(const ImportedRow& row) { run(insert_, row); }
    void knew(const ImportedRow& row) { run(insert_beside_, row); }

private:
    void run(sqlite::Statement& statement, const ImportedRow& row);

    sqlite::Database& database_;
    std::int64_t id_ = 0;  // 0: it has no row yet
    std::string path_;
    std::vector<std::string> formats_;
    ImportedMessages messages_;
    sqlite::Statement begin_;
    sqlite::Statement go_on_;
    sqlite::Statement end_;
    sqlite::Statement insert_;
    sqlite::Statement insert_beside_;
};

}  // namespace boswell::archive
