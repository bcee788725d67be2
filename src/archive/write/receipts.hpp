// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "archive/write/conversations.hpp"
#include "model/event.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace boswell::archive {

/// Tables receipt and chat_state: what clients report by themselves, such as that a message was
/// displayed or that somebody is typing.
///
/// A receipt says the same however often it comes, so it is stored without copies, as one row with
/// the earliest time. Readers look up the message that it names.
class Receipts {
public:
    /// All of them outlive this.
    Receipts(sqlite::Database& database, Accounts& accounts, Addresses& addresses,
             Conversations& conversations);

    /// Which row tells of a receipt.
    struct Key {
        std::int64_t conversation;
        std::string_view named_id;  ///< of the receipt, as the next two
        std::string_view kind;
        std::string_view direction;
        std::string occupant;
        /// As imported_row.thing has it.
        std::string thing() const;
    };
    Key key_of(const Receipt& receipt);
    bool has(const Key& key);
    void write(const Receipt& receipt);
    /// Writes a receipt that an import brings: it can be undone until write() has seen it, too.
    void restore(const Receipt& receipt);
    void write(const ChatState& state);

private:
    Accounts& accounts_;
    Addresses& addresses_;
    Conversations& conversations_;
    sqlite::Statement insert_;
    sqlite::Statement find_;
    sqlite::Statement release_;
    sqlite::Statement insert_state_;
};

}  // namespace boswell::archive
