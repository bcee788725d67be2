// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/addresses.hpp"
#include "archive/write/message_keys.hpp"
#include "archive/write/same_message.hpp"
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

/// The message that a copy belongs to, and why: a word of message_copy.joined_by.
struct Match {
    std::int64_t message = 0;
    std::string_view joined_by;
};

/// Finds the message that a copy belongs to: by its stanza-id or, if that is not known or there is
/// none, among the messages that are near it in its conversation. What makes two copies the same
/// message is said in same_message.hpp; here is what their ways forbid:
///  - no copy came the same way yet, so that each message is used once and a text that was sent
///    twice stays two;
///  - a copy with a stanza-id does not belong to a message that already has another one;
///  - nobody has split them.
///
/// Whoever stores messages may send one again: a room sends its history at every entry, a server
/// what it stored offline if the session ended meanwhile, and an archive that was moved to another
/// server has new stanza-ids. A copy with the stamp of a copy that came the same way in an earlier
/// delivery belongs to that message; two equal texts of one delivery are two messages, unless their
/// sender gave them one id and the server or its archive one stamp.
///
/// A message to the account itself has two stanza-ids, because the server archives it as sent and
/// as received. The ids of collections (XEP-0136) are not the server's and do not count. Imported
/// copies are not joined.
class Pairing {
public:
    Pairing(sqlite::Database& database, Addresses& addresses, MessageKeys& keys);

    /// The first of `messages`, which have the stanza-id of this one, unless anything else of it
    /// contradicts.
    std::optional<std::int64_t> first_same(std::span<const std::int64_t> messages,
                                           const Identity& identity);
    struct Place {
        std::int64_t conversation = 0;
        bool is_known_time =
            false;  ///< messages of about that time are here already, or later ones
    };
    std::optional<Match> find(const Place& place, const Message& message);

    /// Table provisional: messages that have no stanza-id.
    void add_provisional(std::int64_t conversation, std::int64_t message);
    void remove_provisional(std::int64_t conversation, std::int64_t message);

    void forget() noexcept { without_provisional_.clear(); }

    /// Among which messages of a conversation to look: those with the sender's id, those without a
    /// stanza-id, or all.
    enum class Source { sender_id, provisional, all };
    /// For those before the stamp and those after it.
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

    Addresses& addresses_;
    MessageKeys& keys_;
    StoredIdentities identities_;
    sqlite::Statement by_key_;
    Candidates with_sender_id_;
    Candidates provisional_;
    Candidates all_;
    sqlite::Statement copies_;
    sqlite::Statement has_provisional_;
    sqlite::Statement insert_;
    sqlite::Statement remove_;
    /// Conversations in which there is no provisional message, which is nearly all of them.
    std::unordered_set<std::int64_t> without_provisional_;
};

}  // namespace boswell::archive
