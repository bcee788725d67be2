// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"
#include "query/query.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace boswell::archive {

/// Who is meant by the value of from:, to:, with: or in:.
struct People {
    std::vector<std::int64_t> addresses;
    std::optional<std::string> resourcepart;  ///< if a full JID was given
};

/// The people a JID, a domain, or a name from the roster stands for. An address that was never seen
/// is nobody; a name that fits nobody throws UsageError.
People find_people(const sqlite::Database& database, const std::string& value);

/// The accounts that a JID, a localpart or a domain stands for, at least one. Throws UsageError.
std::vector<Jid> find_accounts(const sqlite::Database& database, const std::string& value);

/// Statements that look up the conversations with the addresses of a JSON list (?1) and of a type
/// or, for '', of each (?2); and with one JID (?1) of one account or, for '', of each (?2).
extern const char* const conversations_with_sql;
extern const char* const conversation_with_sql;

/// The conversations of with:, in: (rooms only) or account:.
std::vector<std::int64_t> find_conversations(const sqlite::Database& database,
                                             const query::Filter& filter);

/// The conversations in which people with these addresses write or are written to. Nothing if one
/// of them is an account of this archive, which takes part in every conversation.
std::optional<std::vector<std::int64_t>> conversations_of(
    const sqlite::Database& database, const std::vector<std::int64_t>& addresses);

/// The conversation with exactly that JID, of one account or, if none is named, of each.
std::vector<std::int64_t> find_conversations(const sqlite::Database& database,
                                             const query::Conversation& conversation);

/// Ids of addresses whose roster name, vCard name, nickname or localpart is `name` without regard
/// to case, or that are `name`. Ascending.
std::vector<std::int64_t> find_addresses(const sqlite::Database& database, const std::string& name);

}  // namespace boswell::archive
