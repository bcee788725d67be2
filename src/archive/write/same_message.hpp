// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/addresses.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What is the same message: the one definition, for whatever way a copy of it comes.
///
/// Two copies are of different messages as soon as one column contradicts: conversation, direction,
/// type, sender (in rooms: occupant), the sender's id, bodies, subject, thread, encryption, or a
/// distance of the stamps that is too large for the ways in which they came. A column contradicts
/// only where both sides know it. A contradiction is stronger than an equal stanza-id. Without a
/// text to compare, an id has to agree. When in doubt there are two messages: a duplicate can be
/// seen, a message that was merged into another cannot.
namespace boswell::archive {

/// What a message is recognised by. The numbers are ids of rows in this archive. nullopt says that
/// this side does not know the column, "" that it knows the message to have none.
///
/// The texts are views of the message, or of the row that it was read from.
struct Identity {
    std::int64_t conversation = 0;
    bool in_room = false;  ///< the conversation is a room, so its occupants are told apart
    std::string_view direction;
    std::string_view type;
    bool knows_type = true;  ///< false: where it says "chat", it may as well have been "normal"
    std::int64_t from = 0;
    std::optional<std::int64_t> from_resource;
    std::optional<std::int64_t> to;
    std::optional<std::int64_t> to_resource;
    std::string_view occupant_id;  ///< "": the room gave none
    Time stamp;
    std::optional<std::string_view> message_id;
    std::optional<std::string_view> body;  ///< the one that best_text() takes
    std::optional<std::string> bodies;     ///< all, where there are several, in a fixed order
    bool is_ciphertext = false;            ///< `body` is encrypted: decrypted it is another text
    std::optional<std::string_view> subject;
    std::optional<std::string_view> thread;
    std::optional<std::string_view> encryption;
};

/// The ways in which two copies came, as far as they decide what the copies must have in common.
enum class Ways {
    live,       ///< neither came from an archive: an offline copy of what came just before a cut
    archive,    ///< one of them came from the server's archive or from a room's history
    again,      ///< both came from the same store, with one stamp: it was sent or archived again
    to_self,    ///< a message to the account itself, archived as sent and as received
    record,     ///< one of them is a record of an export
    stanza_id,  ///< the same archive gave both the same id
};

/// What two copies have in common: nothing that joins them; an id; a text and nearly the time.
enum class Sameness { none, id, text };

/// The rule for `ways`. `ids_agree`: they have an id in common that is none of the columns.
Sameness compare(const Identity& one, const Identity& other, Ways ways, bool ids_agree = false);

/// How far the stamps of two copies may be apart at most, in any of the ways but by a stanza-id,
/// with and without an id of their sender.
inline constexpr milliseconds widest_window_with_id = std::chrono::hours(24);
inline constexpr milliseconds widest_window_without_id = std::chrono::minutes(1);

/// Of a message that came. It has no text that anybody could compare if it is a tombstone in an
/// archive (XEP-0424), if the text is to be in no record, or if it is only a place-holder.
Identity identity_of(const Message& message, std::int64_t conversation, Addresses& addresses);

/// Reads the identity of messages that are here.
class StoredIdentities {
public:
    explicit StoredIdentities(sqlite::Database& database);

    /// A SELECT of the columns that read() expects; `rest` is what follows from FROM on, with a
    /// table `message`.
    static std::string select(std::string_view rest);
    /// Valid until the next step of `row`.
    Identity read(const sqlite::Use& row);
    static std::int64_t id(const sqlite::Use& row) { return row.get<std::int64_t>(0); }

private:
    sqlite::Statement bodies_;
};

}  // namespace boswell::archive
