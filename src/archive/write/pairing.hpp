// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/addresses.hpp"
#include "archive/write/message_keys.hpp"
#include "archive/write/same_message.hpp"
#include "archive/write/stored_identities.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

namespace boswell::archive {

/// The message that a copy belongs to, and the reason, as in column message_copy.joined_by.
struct Match {
    std::int64_t message = 0;
    std::string_view joined_by;
};

/// Finds the message that a copy belongs to: by its stanza-id or, if the copy has none or its
/// stanza-id is new, among the messages that are near the copy in time, in the same conversation.
/// same_message.hpp says what two copies of one message have in common. Pairing adds rules about
/// the ways in which the copies came. A copy does not belong to a message
///  - that already has a copy which came the same way: a text that was sent twice is two messages;
///  - that already has another stanza-id, if the copy has one, too;
///  - that was split from another one, or from which another one was split.
///
/// A server or room that stores messages may send one of them again: a room sends its history at
/// every entry, a server sends its offline storage again if the session ended during the delivery,
/// and an archive that was moved to another server gives new stanza-ids. So a copy may belong to a
/// message that has a copy which came the same way, if both copies have the same stamp and came in
/// different deliveries. Within one delivery two equal texts are two messages, unless the sender
/// gave them one id and the server or its archive gave them one stamp.
///
/// A message to the account itself has two stanza-ids, because the server archives it as sent and
/// as received. In collections (XEP-0136) the server gives no stanza-ids; the ones that we make for
/// them do not count. Imported copies are not joined.
class Pairing {
public:
    Pairing(sqlite::Database& database, Addresses& addresses);

    /// The first of `messages` that does not contradict `identity`. All of them must have the
    /// stanza-id of the message that `identity` was made from, which came in `ways`. What the
    /// archive has on another day is another message: a server that was set up anew gives the same
    /// ids again.
    std::optional<std::int64_t> first_same(std::span<const std::int64_t> messages,
                                           const Identity& identity, std::span<const Via> ways);
    struct Place {
        std::int64_t conversation = 0;
        /// The archive has a message of about this time or of a later one.
        bool is_known_time = false;
    };
    /// The message that `message` is a copy of, if there is one.
    std::optional<Match> find(const Place& place, const Message& message);

    /// Table provisional has the messages of which no copy has a stanza-id.
    void add_provisional(std::int64_t conversation, std::int64_t message);
    void remove_provisional(std::int64_t conversation, std::int64_t message);

    void forget() noexcept { without_provisional_.clear(); }

    /// Which messages of a conversation are candidates: the ones that have the same id given by
    /// their sender, the ones without a stanza-id, or all.
    enum class Source { sender_id, provisional, all };
    /// Two statements: for the candidates before a stamp, and for the candidates after it.
    static std::array<std::string, 2> candidates_sql(Source source);

private:
    struct Copies;
    struct Nearest;
    struct Candidates {
        Candidates(const sqlite::Database& database, Source source);
        sqlite::Statement before;
        sqlite::Statement after;
    };

    bool has_provisional(std::int64_t conversation);
    std::optional<Match> nearest(Candidates& candidates, const Identity& identity,
                                 const Message& message, milliseconds window);
    void look_at(sqlite::Use messages, const Identity& identity, const Message& message,
                 Nearest& nearest);
    static bool is_again(const Message& message, const Copies& copies);
    static Ways ways_of(const Message& message, const Copies& copies);
    static std::optional<std::string_view> join(const Identity& identity, const Identity& stored,
                                                const Message& message, const Copies& copies);
    Copies copies_of(std::int64_t candidate, const Message& message);
    bool has_copy_from_archive(std::int64_t message);

    Addresses& addresses_;
    StoredIdentities identities_;
    Candidates with_sender_id_;
    Candidates provisional_;
    Candidates all_;
    sqlite::Statement copies_;
    sqlite::Statement has_provisional_;
    sqlite::Statement insert_;
    sqlite::Statement remove_;
    /// Conversations without a provisional message. Nearly all are.
    std::unordered_set<std::int64_t> without_provisional_;
};

}  // namespace boswell::archive
