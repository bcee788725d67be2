// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/message_ids.hpp"
#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "archive/write/annotations.hpp"
#include "archive/write/attachments.hpp"
#include "archive/write/completed_messages.hpp"
#include "archive/write/conversations.hpp"
#include "archive/write/encrypted_messages.hpp"
#include "archive/write/imported_messages.hpp"
#include "archive/write/message_bodies.hpp"
#include "archive/write/message_copies.hpp"
#include "archive/write/message_keys.hpp"
#include "archive/write/message_links.hpp"
#include "archive/write/moved_messages.hpp"
#include "archive/write/pairing.hpp"
#include "archive/write/search_index.hpp"
#include "archive/write/third_parties.hpp"
#include "model/message.hpp"

#include <span>

namespace boswell::archive {

/// Tables message and message_body.
///
/// If Pairing finds a stored message that the given one is a copy of, the copy adds a row to
/// message_copy and fills in columns that the stored message lacks, but changes no value that the
/// stored message has. Any other message is stored as a new one, because a duplicate is better than
/// a loss.
class Messages {
public:
    /// The arguments must outlive this object.
    Messages(sqlite::Database& database, Accounts& accounts, Addresses& addresses,
             Conversations& conversations);

    void write(const Message& message);
    /// Stores a message as a new one, without looking for other copies of it, and adds a copy for
    /// each of `ways`, of which there must be at least one. The message gets the number `id` if
    /// this number is free and fits the message's stamp. `target` is the message that the new one
    /// annotates, if the caller knows it already. Returns the number of the new message.
    std::int64_t add(const Message& message, std::span<const Via> ways, std::int64_t id,
                     std::optional<std::int64_t> target);
    /// Fills in what the message `id`, which is the same as `message`, lacks. True if there was
    /// anything.
    bool complete(std::int64_t id, const Message& message) {
        return completed_.complete(id, message);
    }
    /// Adds what the message `id` lacks of what its own stanza says today, which is `message`. True
    /// if there was anything.
    bool reread(std::int64_t id, const Message& message);
    /// Adds what the encrypted message `id` says beside its text.
    void add_content(std::int64_t id, const Message& content);
    /// The text of the encrypted message `id` is of our own decrypting, whatever import had it,
    /// too.
    void confirm_text(std::int64_t id);
    /// Adds what the message `id`, which is the same as `message`, lacks of the ways in which a
    /// record says that it came, and of its stanza-id. True if there was anything.
    bool complete_copies(std::int64_t id, const Message& message, std::span<const Via> ways);
    /// The messages of `account` with the stanza-id `id`; hardly ever more than one.
    std::vector<std::int64_t> with_stanza_id(std::int64_t account, const StanzaId& id);
    /// The first of `messages`, all with the stanza-id of `identity`, in which no other column
    /// contradicts `identity`.
    std::optional<std::int64_t> first_same(std::span<const std::int64_t> messages,
                                           const Identity& identity, std::span<const Via> ways);
    /// Of the messages written here and of any others in the same transaction.
    SearchIndex& search_index() noexcept { return search_; }
    /// Writes the rows that were kept back for the end of the batch. Call it before the commit.
    void flush();
    /// Forgets what it remembers of rows: a rollback or another process may have changed them.
    void forget() noexcept;

private:
    std::optional<std::int64_t> find_by_stanza_id(const Annotations::Conversation& place,
                                                  const Message& message);
    Annotations::Conversation place_of(const Message& message);
    void write_new(const Annotations::Conversation& place, const Message& message);
    std::int64_t insert(const Annotations::Conversation& conversation, const Message& message,
                        std::int64_t preferred);
    std::int64_t insert_row(std::int64_t conversation, const Message& message,
                            std::int64_t preferred, const IndexedText& indexed);
    void add_copies(std::int64_t id, const Message& message, std::span<const Via> ways,
                    std::string_view joined_by);
    bool reread_links(std::int64_t id, const Message& message);
    bool has_stanza_id(std::int64_t account, std::int64_t id, const Message& message);

    Accounts& accounts_;
    Addresses& addresses_;
    Conversations& conversations_;
    MessageCopies copies_;
    MessageIds ids_;
    MessageKeys keys_;
    Pairing pairing_;
    SearchIndex search_;
    Attachments attachments_;
    MessageLinks links_;
    ThirdParties third_parties_;
    MovedMessages moved_;
    Annotations annotations_;
    ImportedMessages imported_;
    MessageBodies bodies_;
    CompletedMessages completed_;
    EncryptedMessages encrypted_;
    sqlite::Statement insert_;
    sqlite::Statement note_wish_;
    sqlite::Statement mark_;
    sqlite::Database& database_;
};

}  // namespace boswell::archive
