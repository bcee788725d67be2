// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/jids.hpp"
#include "archive/reader.hpp"

#include <cstdint>
#include <initializer_list>
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

/// The pairs that the tables (presence_stanza, roster_change, vcard, pep_event or move_claim) have,
/// as far as `selection` names accounts and contacts; each once, ordered by account and contact.
/// Leaps from pair to pair in a table's index instead of reading all of it.
std::vector<Pair> find_pairs(const sqlite::Database& database, Jids& jids,
                             std::initializer_list<const char*> tables, const Selection& selection);

}  // namespace boswell::archive
