// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/stored_text.hpp"
#include "archive/write/stored_tombstones.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace boswell::archive {

/// What is brought up to date.
enum class Extent {
    texts,      ///< what people read of a message, its files, and its text in the search index
    everything  ///< also what its stanza tells besides: annotations, encryption, ids, thread,
                ///< subject
};

/// Goes through all messages, from the oldest id on, and gives each what it would have if it were
/// stored now. A message that is missing in the search index is added to it. What has not changed
/// is not written.
///
/// Writes as a guest (guest.hpp), so it works beside a running agent. How far it has come is stored
/// with each transaction: the next run goes on there, however this one ended.
class Reindex {
public:
    /// `tombstone` is only needed for everything. Throws Error if the archive is missing, damaged
    /// or newer than this program, or has an older schema and is in use.
    Reindex(const std::filesystem::path& archive, Extent extent, RereadStanza reread,
            RereadTombstone tombstone = {});
    ~Reindex();
    Reindex(const Reindex&) = delete;
    Reindex& operator=(const Reindex&) = delete;

    /// One transaction. False if no message is left; from then on the next run begins anew.
    bool advance();

    std::int64_t total() const { return total_; }  ///< when it began
    std::int64_t done() const { return done_; }    ///< those of earlier runs included
    std::int64_t changed() const { return changed_; }

private:
    class Rows;
    std::unique_ptr<Rows> rows_;
    std::int64_t total_ = 0;
    std::int64_t done_ = 0;
    std::int64_t changed_ = 0;
};

/// Makes the search index anew of the texts that the messages have, in one transaction, whatever
/// state the index is in; behind it, if there is one, the index for substrings. Needs the lock of
/// the archive. Throws Error if that is taken.
void rebuild_search_index(const std::filesystem::path& archive);

}  // namespace boswell::archive
