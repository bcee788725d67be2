// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/message_ids.hpp"
#include "archive/write/conversations.hpp"
#include "archive/write/message_keys.hpp"
#include "archive/write/search_index.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace boswell::archive {

/// Corrects the stamps of messages that our own clock has dated, when the archive of the account's
/// own server knows better: the clock may have been wrong when they came. Ids follow time, so a
/// message whose stamp is far from where it was moves to another id, or no search for a time would
/// find it. Table moved_message keeps the old id, by which readers still find the message, and
/// which no other message ever gets.
class MovedMessages {
public:
    /// All of them outlive this.
    MovedMessages(sqlite::Database& database, Conversations& conversations, MessageKeys& keys,
                  SearchIndex& search);

    /// `copy` is a copy of the message with that id. The message keeps the id until flush().
    void correct(std::int64_t id, const Message& copy);
    /// The message was sent at `better`.
    void restamp(std::int64_t id, Time better);
    /// Moves what has to move. To be called before the search index is flushed.
    void flush();
    void forget() noexcept { waiting_.clear(); }

private:
    struct Key {
        std::int64_t account;
        StanzaId id;
    };
    struct Place {
        Time stamp;
        std::int64_t conversation;
    };
    Place place(std::int64_t id);
    void move(std::int64_t id);
    std::vector<Key> keys_of(std::int64_t id);

    sqlite::Database& database_;
    Conversations& conversations_;
    MessageKeys& keys_;
    SearchIndex& search_;
    MessageIds ids_;
    sqlite::Statement find_;
    sqlite::Statement set_stamp_;
    sqlite::Statement find_hidden_;
    sqlite::Statement place_;
    sqlite::Statement text_;
    sqlite::Statement find_keys_;
    std::vector<sqlite::Statement> move_;
    std::set<std::int64_t> waiting_;
};

}  // namespace boswell::archive
