// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/stanza_id_hash.hpp"
#include "archive/write/addresses.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boswell::archive {

/// Table message_key: which message has a given stanza-id.
///
/// An index on the ids themselves would be the largest of the archive and the slowest to write.
/// This table holds 32-bit hashes instead, keyed with random bytes of this archive, so that nobody
/// can make up ids that collide; the ids of the copies are compared on a hit.
class MessageKeys {
public:
    /// Gives an archive its key, if it has none. To be called by the holder of the lock, within a
    /// transaction.
    static void make_key(sqlite::Database& database);

    /// Throws Error if the archive has no key.
    MessageKeys(sqlite::Database& database, Addresses& addresses);

    /// The messages that have a copy with this id, the first one first: nearly always one or none.
    std::vector<std::int64_t> find_all(std::int64_t account, const StanzaId& id);
    std::optional<std::int64_t> find(std::int64_t account, const StanzaId& id);
    void add(std::int64_t account, const StanzaId& id, std::int64_t message);
    void remove(std::int64_t account, const StanzaId& id, std::int64_t message);
    /// The message `from`, which has this id, becomes the message `to`.
    void move(std::int64_t account, const StanzaId& id, std::int64_t from, std::int64_t to);

private:
    Addresses& addresses_;
    StanzaIdHash hash_;
    sqlite::Statement find_;
    sqlite::Statement insert_;
    sqlite::Statement remove_;
    sqlite::Statement move_;
};

}  // namespace boswell::archive
