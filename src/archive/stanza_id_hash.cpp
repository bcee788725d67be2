// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/stanza_id_hash.hpp"

#include "archive/hash_key.hpp"

#include <xxhash.h>

namespace boswell::archive {

StanzaIdHash::StanzaIdHash(const sqlite::Database& database) : key_(hash_key(database)) {}

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
