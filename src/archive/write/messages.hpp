// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/message_ids.hpp"
#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "archive/write/annotations.hpp"
#include "archive/write/attachments.hpp"
#include "archive/write/conversations.hpp"
#include "archive/write/message_copies.hpp"
#include "archive/write/message_keys.hpp"
#include "archive/write/pairing.hpp"
#include "archive/write/restored_message.hpp"
#include "archive/write/search_index.hpp"
#include "model/message.hpp"

namespace boswell::archive {

/// Tables message and message_body.
///
/// A message with a stanza-id that is known already is another copy of the message that has it: it
/// adds a message_copy, and fills in what the message lacked, but changes nothing that is there. So
/// does one that Pairing finds a message for. Every other is a new one, because a duplicate is
/// better than a loss.
class Messages {
public:
    Messages(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    void write(const Message& message);
    /// Writes a new message without looking for other copies of it, and returns its id. `target`
    /// is the message that it annotates, if that is known without looking for it.
    std::int64_t restore(const RestoredMessage& restored, std::optional<std::int64_t> target);
    /// The message that has this id of an archive.
    std::optional<std::int64_t> find(const Jid& account, const StanzaId& id);
    /// Writes what was kept back for the end of the batch. To be called before the commit.
    void flush();
    void forget() noexcept;

private:
    void write_new(std::int64_t account, const Message& message);
    std::int64_t insert(const Annotations::Conversation& conversation, const Message& message,
                        std::int64_t preferred);
    std::int64_t insert_row(std::int64_t conversation, const Message& message,
                            std::int64_t preferred, const IndexedText& indexed);
    void add_copies(std::int64_t id, const RestoredMessage& restored);
    void insert_bodies(std::int64_t id, const Message& message);
    void complete(std::int64_t id, const Message& message);
    void complete_text(std::int64_t id, const Message& message);

    Accounts& accounts_;
    Addresses& addresses_;
    Conversations conversations_;
    MessageCopies copies_;
    MessageIds ids_;
    MessageKeys keys_;
    Pairing pairing_;
    SearchIndex search_;
    Attachments attachments_;
    Annotations annotations_;
    sqlite::Statement insert_;
    sqlite::Statement insert_body_;
    sqlite::Statement complete_;
    sqlite::Statement find_lacking_text_;
    sqlite::Statement complete_text_;
    sqlite::Database& database_;
};

}  // namespace boswell::archive
