// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/jids.hpp"
#include "archive/reader.hpp"
#include "archive/stanza_id_hash.hpp"
#include "model/record.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace boswell::archive {

/// Reads how far conversations were read, from the table read_mark.
class ReadMarkRows {
public:
    /// Both outlive this.
    ReadMarkRows(const sqlite::Database& database, Jids& jids);

    std::optional<ReadMark> find(std::int64_t account, std::int64_t with);

private:
    Jids& jids_;
    StanzaIdHash hash_;
    sqlite::Statement mark_;
    sqlite::Statement message_;
};

/// Those of the selection's accounts and contacts, by account and contact.
std::vector<ReadMarkRecord> read_mark_records(const sqlite::Database& database, Jids& jids,
                                              const Selection& selection);

}  // namespace boswell::archive
