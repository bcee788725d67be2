// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/stanza_id_hash.hpp"

#include "sqlite/statement.hpp"

#include <xxhash.h>

namespace boswell::archive {

static constexpr auto read_key_sql = "SELECT value FROM property WHERE name = 'key'";

static std::string read_key(const sqlite::Database& database) {
    sqlite::Statement read(database, read_key_sql);
    auto use = read.use();
    if (!use.next()) throw Error("{} has no key", database.path().string());
    return std::string(use.get<sqlite::Blob>(0).bytes);
}

StanzaIdHash::StanzaIdHash(const sqlite::Database& database) : key_(read_key(database)) {}

std::int32_t StanzaIdHash::of(std::int64_t account, const StanzaId& id) {
    // These bytes are part of the file format: key, account as eight little-endian bytes, by, NUL,
    // id.
    buffer_ = key_;
    for (int bits = 0; bits < 64; bits += 8) buffer_.push_back(static_cast<char>(account >> bits));
    buffer_.append(id.by.bare().str());
    buffer_.push_back('\0');
    buffer_.append(id.id);
    return static_cast<std::int32_t>(XXH3_64bits(buffer_.data(), buffer_.size()));
}

}  // namespace boswell::archive
