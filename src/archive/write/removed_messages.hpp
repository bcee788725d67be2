// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/annotations.hpp"
#include "archive/write/message_keys.hpp"
#include "archive/write/readable_messages.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boswell::archive {

/// Removes messages, or what they do to others, with all that follows: what annotated a removed
/// message waits for it again, and the words of a correction leave the message that it corrected.
class RemovedMessages {
public:
    /// All of them outlive this.
    RemovedMessages(sqlite::Database& database, MessageKeys& keys, Annotations& annotations,
                    ReadableMessages& readable);

    /// Within sqlite::ForeignKeysOff, because SQLite would look for the rows that refer to it.
    void remove(std::int64_t id);
    /// The message annotates nothing any more.
    void remove_annotations(std::int64_t id);
    /// Removes the keys of the message to which no copy has the stanza-id now. `before` are its
    /// stanza_ids() of when they were added.
    void remove_keys(std::int64_t id, const std::vector<StanzaId>& before);
    std::vector<StanzaId> stanza_ids(std::int64_t id);
    /// What annotates the message, by any of its ids.
    std::vector<Carrier> carriers_of(std::int64_t id);
    /// The message has lost columns. Those of `carriers`, its carriers_of() of before, that would
    /// not find it now wait for another one.
    void release_lost(std::int64_t id, const std::vector<Carrier>& carriers);

private:
    using Texts = std::vector<std::pair<std::int64_t, ReadableMessages::State>>;

    Annotations::Conversation place_of(std::int64_t id);
    Texts corrected_by(std::int64_t id);
    std::optional<std::int64_t> target_of(const Carrier& carrier);

    MessageKeys& keys_;
    Annotations& annotations_;
    ReadableMessages& readable_;
    sqlite::Statement place_;
    sqlite::Statement corrected_;
    sqlite::Statement carriers_;
    sqlite::Statement target_;
    sqlite::Statement stanza_ids_;
    sqlite::Statement remove_annotations_;
    std::vector<sqlite::Statement> remove_;
};

}  // namespace boswell::archive
