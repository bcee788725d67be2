// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/record.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::archive {

/// How many records had which outcome.
struct ImportCounts {
    std::int64_t messages = 0;          ///< added
    std::int64_t presences = 0;         ///< added
    std::int64_t observations = 0;      ///< added
    std::int64_t contact_versions = 0;  ///< added, of roster entries and vCards
    std::int64_t receipts = 0;          ///< added, of messages that the export does not have
    std::int64_t completed = 0;  ///< known ones to which a text, correction, reaction… was added
    std::int64_t known = 0;      ///< records that the archive had already
    std::int64_t skipped = 0;    ///< records of other kinds, and those left out
    /// Of those: roster entries and vCards without a date, of which the archive knows better.
    std::int64_t left_out = 0;

    std::int64_t done() const {
        return messages + presences + observations + contact_versions + receipts + completed +
               known;
    }
};

/// What became of the messages of one conversation.
struct ConversationCounts {
    std::int64_t messages = 0;  ///< added
    std::int64_t known = 0;
};
/// By account and contact or room.
using ConversationTotals = std::map<std::pair<Jid, Jid>, ConversationCounts>;

/// Adds records to an archive, as a guest beside the agent (guest.hpp). Not thread-safe.
///
/// Importing a record again changes nothing, so an import that was interrupted can be repeated.
class Import {
public:
    enum class Mode {
        write,
        rehearse,  ///< into a temporary copy of the archive, which is gone afterwards
    };

    /// Opens the archive. Creates it if there is none and migrates it if it is older than this
    /// program; no agent may be running for that. A rehearsal does neither, and refuses an older
    /// one. Throws Error if the file is damaged, of another version, not an archive or not
    /// writable, and then leaves it as it was; Unavailable if there is no room for the copy.
    Import(const std::filesystem::path& archive, Mode mode);
    ~Import();
    Import(const Import&) = delete;
    Import& operator=(const Import&) = delete;

    /// The version of the records that it understands.
    static int schema_version();

    /// What is added from now on is from this file or folder: another run, which can be undone by
    /// itself (undo_import.hpp).
    void begin_run(const std::string& path);
    /// All of the run has been added.
    void end_run();
    /// The next records are from another file of that format, which may repeat records of an
    /// earlier one.
    void begin_file(Origin origin = Origin::export_, std::string_view format = {});
    /// Stores `batch` in its order, in one short transaction after another. After an Error the
    /// import is over, and counts() tells what was stored before.
    void add(std::span<const Record> batch);
    const ImportCounts& counts() const { return counts_; }
    const ConversationTotals& conversations() const { return conversations_; }

private:
    struct Target;
    /// Stores as many of the first records as fit into one transaction. Returns their number,
    /// which is at least one.
    std::size_t add_first(std::span<const Record> batch);
    void add(const Record& record);

    ImportCounts counts_;
    ImportCounts before_run_;
    ConversationTotals conversations_;
    std::vector<std::pair<const MessageRecord*, bool>> in_transaction_;  // and whether it was known
    std::unique_ptr<Target> target_;
};

}  // namespace boswell::archive
