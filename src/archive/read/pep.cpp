// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/pep.hpp"
#include "archive/read/connection.hpp"

#include <algorithm>

namespace boswell::archive {

static constexpr auto events_sql = R"(
SELECT node, item, coalesce(stamp, seen_at), seen_at, payload, fields, confirmed_at
FROM pep_event
WHERE account_id = ?1 AND contact_id = ?2
ORDER BY seen_at, node, version)";

static constexpr auto keys_sql = R"(
SELECT protocol, device, fingerprint, first_seen, last_seen, announced
FROM device_key
WHERE account_id = ?1 AND contact_id = ?2
ORDER BY first_seen, protocol, device)";

static constexpr auto claims_sql = R"(
SELECT claimant_id, first_seen, last_seen
FROM move_claim
WHERE account_id = ?1 AND contact_id = ?2
ORDER BY first_seen, claimant_id)";

std::vector<PepField> read_fields(sqlite::Statement& statement, const std::string& json) {
    std::vector<PepField> fields;
    for (auto use = statement.use(json); use.next();)
        fields.push_back({use.get<std::string>(0), use.get<std::string>(1)});
    return fields;
}

std::vector<PepRecord> pep_records(const sqlite::Database& database, const Pair& pair) {
    std::vector<PepRecord> records;
    sqlite::Statement statement(database, events_sql);
    sqlite::Statement fields(database, pep_fields_sql);
    for (auto use = statement.use(pair.account_id, pair.contact_id); use.next();) {
        const auto node = parse_pep_node(use.get<std::string_view>(0));
        if (!node) continue;
        records.push_back({.event = {.account = pair.account,
                                     .contact = pair.contact,
                                     .node = *node,
                                     .item = use.get<std::string>(1),
                                     .stamp = use.get<Time>(2),
                                     .seen_at = use.get<Time>(3),
                                     .payload = use.get<std::optional<std::string>>(4),
                                     .fields = read_fields(fields, use.get<std::string>(5))},
                           .confirmed_at = use.get<Time>(6)});
    }
    return records;
}

std::vector<PepEvent> Reader::pep_events(const Jid& account, const Jid& contact) const {
    const ReadTransaction transaction(*connection_);
    std::vector<PepEvent> events;
    const auto pair = find_pair(connection_->jids, account, contact);
    if (!pair) return events;
    for (auto& record : pep_records(connection_->database, *pair))
        events.push_back(std::move(record.event));
    return events;
}

std::optional<Avatar> Reader::published_avatar(const Jid& account, const Jid& contact,
                                               Time at) const {
    const ReadTransaction transaction(*connection_);
    std::string sha1;
    for (const auto& event : pep_events(account, contact)) {
        if (event.node != PepNode::avatar || event.seen_at > at) continue;
        sha1 = picture_hash(event);
    }
    return find_avatar(sha1);
}

std::vector<MoveClaimRecord> move_claim_records(const sqlite::Database& database, Jids& jids,
                                                const Pair& pair) {
    std::vector<MoveClaimRecord> claims;
    sqlite::Statement statement(database, claims_sql);
    for (auto use = statement.use(pair.account_id, pair.contact_id); use.next();)
        claims.push_back({.account = pair.account,
                          .contact = pair.contact,
                          .claimant = jids.address(use.get<std::int64_t>(0)),
                          .first_seen = use.get<Time>(1),
                          .last_seen = use.get<Time>(2)});
    return claims;
}

std::vector<MoveClaimRecord> Reader::move_claims(const Jid& account, const Jid& contact) const {
    const ReadTransaction transaction(*connection_);
    const auto pair = find_pair(connection_->jids, account, contact);
    if (!pair) return {};
    return move_claim_records(connection_->database, connection_->jids, *pair);
}

std::vector<DeviceKeyRecord> device_key_records(const sqlite::Database& database,
                                                const Pair& pair) {
    std::vector<DeviceKeyRecord> keys;
    sqlite::Statement statement(database, keys_sql);
    for (auto use = statement.use(pair.account_id, pair.contact_id); use.next();)
        keys.push_back({.account = pair.account,
                        .contact = pair.contact,
                        .list = list_of(use.get<std::string_view>(0)),
                        .device = use.get<std::int64_t>(1),
                        .fingerprint = use.get<std::string>(2),
                        .first_seen = use.get<Time>(3),
                        .last_seen = use.get<Time>(4),
                        .announced = use.get<bool>(5)});
    return keys;
}

std::vector<DeviceKeyRecord> Reader::device_keys(const Jid& account, const Jid& contact) const {
    const ReadTransaction transaction(*connection_);
    const auto pair = find_pair(connection_->jids, account, contact);
    return pair ? device_key_records(connection_->database, *pair) : std::vector<DeviceKeyRecord>();
}

}  // namespace boswell::archive
