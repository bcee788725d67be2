// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"
#include "archive/read/pairs.hpp"
#include "archive/read/pep.hpp"

namespace boswell::archive {

static constexpr auto listed_sql = R"(
SELECT contact_id, listed_at
FROM pep_listing
WHERE account_id = ?1)";

// The last version alone: payloads of all of them are too much to read at each login.
static constexpr auto last_sql = R"(
SELECT confirmed_at, (SELECT sha1 FROM avatar WHERE sha1 = fields ->> 'sha1'), fields
FROM pep_event
WHERE account_id = ?1 AND contact_id = ?2 AND node = ?3
  AND version = (SELECT max(version)
                 FROM pep_event
                 WHERE account_id = ?1 AND contact_id = ?2 AND node = ?3)
  AND payload IS NOT NULL)";

static constexpr auto keys_sql = R"(
SELECT contact_id, protocol, device, fetched_at
FROM device_key
WHERE account_id = ?1 AND fetched_at >= ?2)";

static bool names_something(PepNode node) {
    return node == PepNode::avatar || is_device_list(node);
}

static void read_items(const sqlite::Database& database, const std::vector<Pair>& pairs,
                       Reader::PepKnown& known) {
    sqlite::Statement last(database, last_sql);
    sqlite::Statement fields(database, pep_fields_sql);
    for (const auto& pair : pairs) {
        for (const auto node : all_pep_nodes) {
            auto use = last.use(pair.account_id, pair.contact_id, node_name(node));
            if (!use.next()) continue;
            known.items.push_back({pair.contact, node, use.get<Time>(0), {}});
            if (names_something(node))
                known.items.back().fields = read_fields(fields, use.get<std::string>(2));
            if (!use.is_null(1)) known.avatars.push_back(use.get<std::string>(1));
        }
    }
}

Reader::PepKnown Reader::pep_known(const Jid& account, Time keys_since) const {
    const ReadTransaction transaction(*connection_);
    auto& jids = connection_->jids;
    const auto& database = connection_->database;
    PepKnown known;
    const auto account_id = jids.find_account(account);
    if (!account_id) return known;
    sqlite::Statement listed(database, listed_sql);
    for (auto use = listed.use(*account_id); use.next();)
        known.listed.push_back({jids.address(use.get<std::int64_t>(0)), use.get<Time>(1)});
    read_items(database, find_pairs(database, jids, {"pep_event"}, {.accounts = {account}}), known);
    sqlite::Statement keys(database, keys_sql);
    for (auto use = keys.use(*account_id, keys_since); use.next();)
        known.keys.push_back({.account = account,
                              .contact = jids.address(use.get<std::int64_t>(0)),
                              .list = list_of(use.get<std::string_view>(1)),
                              .device = use.get<std::int64_t>(2),
                              .fingerprint = {},
                              .seen_at = use.get<Time>(3)});
    return known;
}

}  // namespace boswell::archive
