// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "sqlite/database.hpp"

#include <cstdint>
#include <string>

namespace boswell::archive {

/// By what the table message_key finds the messages with a stanza-id.
class StanzaIdHash {
public:
    /// Reads the key of the archive. Throws Error if there is none.
    explicit StanzaIdHash(const sqlite::Database& database);

    std::int32_t of(std::int64_t account, const StanzaId& id);

private:
    std::string key_;
    std::string buffer_;
};

}  // namespace boswell::archive
