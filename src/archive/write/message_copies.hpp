// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/stanza_codec.hpp"
#include "archive/write/addresses.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace boswell::archive {

/// Table message_copy: every way in which a message reached the archive, with the original stanza.
class MessageCopies {
public:
    MessageCopies(sqlite::Database& database, Addresses& addresses);

    /// True if `message` comes from a server's archive that has given the same copy before. A
    /// message with a text is not the same as a stored one without: that may have come as a
    /// tombstone (XEP-0424).
    bool has(std::int64_t message_id, const Message& message);
    /// Those of `ways` in which no copy of the message came.
    std::vector<Via> lacking(std::int64_t message_id, std::span<const Via> ways);
    /// Adds a copy of the message. `joined_by` says why the copy belongs to it.
    void add(std::int64_t message_id, const Message& message, std::string_view joined_by);

private:
    StanzaPacker::Packed pack(std::int64_t message_id, const Message& message, bool is_first);

    Addresses& addresses_;
    StanzaPacker packer_;
    sqlite::Statement find_;
    sqlite::Statement ways_;
    sqlite::Statement texts_;
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
