// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/addresses.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>

namespace boswell::archive {

/// The messages that wait in table omemo_message until they are read: those that came encrypted
/// while their account was a device. Of what was said in a room it must be known who said it.
class EncryptedMessages {
public:
    EncryptedMessages(sqlite::Database& database, Addresses& addresses);

    /// The message has just been stored with that id.
    void see(std::int64_t account, std::int64_t id, const Message& message);
    /// So has another copy of it, which may tell who said it where no earlier copy did.
    void see_copy(std::int64_t id, const Message& message);

private:
    Jid sender_of(std::int64_t account, const Message& message);
    Jid present_occupant(std::int64_t account, const Message& message);

    Addresses& addresses_;
    sqlite::Statement insert_;
    sqlite::Statement set_sender_;
    sqlite::Statement presences_;
};

}  // namespace boswell::archive
