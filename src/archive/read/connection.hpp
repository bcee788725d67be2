// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/jids.hpp"
#include "archive/read/matchers.hpp"
#include "archive/reader.hpp"
#include "archive/stanza_codec.hpp"
#include "sqlite/database.hpp"
#include "sqlite/time_limit.hpp"
#include "sqlite/transaction.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace boswell::archive {

/// Statements of one file, which prepares them when they are first needed and knows their type.
template <typename Statements>
using Kept = std::unique_ptr<Statements, void (*)(Statements*)>;

template <typename Statements, typename... Arguments>
Statements& prepared(Kept<Statements>& kept, Arguments&&... arguments) {
    if (!kept)
        kept = {new Statements(std::forward<Arguments>(arguments)...),
                [](Statements* statements) { delete statements; }};
    return *kept;
}

class ContactVersions;
class CopyRows;
class MessageRows;
class RosterBeginnings;

/// The connection of a Reader, and what its files share: each of them is named after what it reads.
struct Reader::Connection {
    explicit Connection(const std::filesystem::path& path);

    sqlite::Database database;
    sqlite::TimeLimit time_limit;
    Matchers matchers;
    Jids jids;
    StanzaUnpacker unpacker;
    Edits edits;
    int open_transactions = 0;
    Kept<MessageRows> message_rows{nullptr, nullptr};
    Kept<CopyRows> copy_rows{nullptr, nullptr};
    Kept<ContactVersions> contact_versions{nullptr, nullptr};
    Kept<RosterBeginnings> roster_beginnings{nullptr, nullptr};
};

/// A scope in which all reads see the same state. They nest: a callback may read as well.
class ReadTransaction {
public:
    template <typename Connection>
    explicit ReadTransaction(Connection& connection) : open_(connection.open_transactions) {
        if (open_ == 0) transaction_.emplace(connection.database, sqlite::Transaction::Kind::read);
        ++open_;
    }
    ~ReadTransaction() { --open_; }
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    int& open_;
    std::optional<sqlite::Transaction> transaction_;
};

}  // namespace boswell::archive
