// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/jids.hpp"
#include "archive/reader.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace boswell::archive {

/// One contact of one account.
struct Pair {
    std::int64_t account_id;
    std::int64_t contact_id;
    Jid account;
    Jid contact;
};

/// Nothing if the archive knows no such account or contact.
std::optional<Pair> find_pair(Jids& jids, const Jid& account, const Jid& contact);

/// The pairs that `table` (presence, roster_change, vcard or pep_event) has, as far as `selection`
/// names accounts and contacts; ordered by account and contact. Leaps from pair to pair in the
/// table's index instead of reading all of it.
std::vector<Pair> find_pairs(const sqlite::Database& database, Jids& jids, const char* table,
                             const Selection& selection);

/// The pairs of both lists, each once, in the same order.
std::vector<Pair> merge(std::vector<Pair> one, const std::vector<Pair>& other);

}  // namespace boswell::archive
