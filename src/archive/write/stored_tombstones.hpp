// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/stanza_codec.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace boswell::archive {

/// Reads out of the original stanza of a copy the retraction or moderation that it tells of, if it
/// is a tombstone (XEP-0424). `copy` has what is known of it: addresses, type, ids and times.
using RereadTombstone =
    std::function<std::optional<Message>(std::string_view original, Message copy)>;

/// What the tombstones that archives gave for a message tell, read anew.
class StoredTombstones {
public:
    StoredTombstones(const sqlite::Database& database, RereadTombstone reread);

    /// What was done to the message, one for each copy that is a tombstone.
    std::vector<Message> retractions(std::int64_t id);

private:
    static Message copy_of(const sqlite::Use& row);

    RereadTombstone reread_;
    StanzaUnpacker unpacker_;
    sqlite::Statement copies_;
};

}  // namespace boswell::archive
