// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>

namespace boswell::archive {

/// The messages that wait in table omemo_message until they are read: those that came encrypted
/// while their account was a device.
class EncryptedMessages {
public:
    explicit EncryptedMessages(sqlite::Database& database);

    /// The message has just been stored with that id.
    void see(std::int64_t account, std::int64_t id, const Message& message);

private:
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
