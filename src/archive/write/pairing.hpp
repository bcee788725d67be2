// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/addresses.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace boswell::archive {

/// The message that a copy belongs to, and why: a word of message_copy.joined_by.
struct Match {
    std::int64_t message = 0;
    std::string_view joined_by;
};

/// Finds the message of a copy whose stanza-id is not known, or that has none, by what its sender
/// said. That is weaker than a stanza-id, so everything must fit, and when in doubt there are two
/// messages: a duplicate can be seen, a message that was merged into another cannot.
///
/// Always: the same conversation, direction, type, sender (in rooms: occupant), body, and
/// encryption; the same message_id, or none on either side; no copy came the same way
/// yet, so each message is used once and a text sent twice stays two; and nobody has split them.
///
/// Then it depends on the ways, for only an archive repeats what came before:
///  - one of them came from the server's archive or from a room's history, and no other copy from
///    there is in the message:
///    stamps within a day if they have a message_id (clocks may be wrong by hours), else within a
///    minute, and a text;
///  - neither did: a message_id, and stamps within a minute. An offline copy of what came live just
///    before the connection broke.
/// A room's history is told at every entry: what has the same claimed stamp as a copy of an earlier
/// entry is that message; the same text twice at one entry is two.
/// A message to the account itself has two stanza-ids, for the server archives it as sent and as
/// received: with the same message_id within a minute they are one. Of a reduced copy the
/// message_id, the type and the encryption are not compared. Imported copies are not joined.
class Pairing {
public:
    Pairing(sqlite::Database& database, Addresses& addresses);

    std::optional<Match> find(std::int64_t conversation, const Message& message);

    /// Table provisional: messages that have no stanza-id.
    void add_provisional(std::int64_t conversation, std::int64_t message);
    void remove_provisional(std::int64_t conversation, std::int64_t message);

private:
    std::optional<Match> nearest(sqlite::Statement& candidates, std::int64_t conversation,
                                 const Message& message, milliseconds window);

    Addresses& addresses_;
    sqlite::Statement provisional_;
    sqlite::Statement all_;
    sqlite::Statement insert_;
    sqlite::Statement remove_;
};

}  // namespace boswell::archive
