// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/import_run.hpp"
#include "archive/restore/known_messages.hpp"
#include "archive/restore/receipts.hpp"
#include "archive/restore/record.hpp"
#include "archive/write/decrypted_text.hpp"
#include "archive/write/local_times.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Brings messages back from their records.
///
/// Of a message that is here already nothing is changed: only what it lacks is filled in, and what
/// was done to it and is not known yet is added. Which message that is, KnownMessages finds.
class RestoreMessages {
public:
    /// All of them outlive this.
    RestoreMessages(sqlite::Database& database, Tables& tables, ImportRun& run);

    /// Another file: what the records of earlier ones found may be found again.
    void begin_file(Origin origin);
    Outcome restore(const MessageRecord& record);

private:
    std::optional<std::int64_t> target_of(std::int64_t id);
    bool complete(std::int64_t id, const RestoredMessage& restored);
    bool annotate(std::int64_t id, const Restored& restored);
    std::int64_t add(const RestoredMessage& restored, std::optional<std::int64_t> target);
    std::optional<std::int64_t> find_correction(std::int64_t target, const Restored& restored,
                                                std::size_t number);
    std::optional<std::int64_t> find_annotation(std::int64_t target, const Restored& restored,
                                                std::size_t number);
    bool add_receipts(const Restored& restored);

    Tables& tables_;
    ImportRun& run_;
    RestoreReceipts receipts_;
    LocalTimes local_times_;
    Origin origin_ = Origin::export_;
    KnownMessages known_;
    DecryptedText decrypted_;
    sqlite::Statement hidden_;
    sqlite::Statement corrections_;
    sqlite::Statement retractions_;
    sqlite::Statement reactions_;
    sqlite::Statement call_events_;
};

}  // namespace boswell::archive
