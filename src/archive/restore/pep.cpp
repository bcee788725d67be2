// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/pep.hpp"

#include "archive/json.hpp"

namespace boswell::archive {

static constexpr auto find_event_sql = R"(
SELECT version
FROM pep_event
WHERE account_id = ?1 AND contact_id = ?2 AND node = ?3 AND seen_at = ?4 AND item = ?5
  AND payload IS ?6)";

static constexpr auto confirm_event_sql = R"(
UPDATE pep_event
SET confirmed_at = ?5
WHERE account_id = ?1 AND contact_id = ?2 AND node = ?3 AND version = ?4 AND confirmed_at < ?5
RETURNING 1)";

static constexpr auto next_number_sql = R"(
SELECT coalesce(max(version), 0) + 1
FROM pep_event
WHERE account_id = ?1 AND contact_id = ?2 AND node = ?3)";

static constexpr auto insert_event_sql = R"(
INSERT INTO pep_event (account_id, contact_id, node, version, item, stamp, seen_at, confirmed_at,
                       payload, fields)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))";

static constexpr auto has_key_sql = R"(
SELECT 1
FROM device_key
WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3 AND device = ?4 AND fingerprint = ?5)";

static constexpr auto merge_key_sql = R"(
UPDATE device_key
SET first_seen = min(first_seen, ?6),
    last_seen = max(last_seen, ?7),
    fetched_at = max(fetched_at, ?6),
    announced = iif(last_seen < ?7, ?8, announced)
WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3 AND device = ?4 AND fingerprint = ?5
  AND (first_seen > ?6 OR last_seen < ?7)
RETURNING 1)";

// When the key was fetched last is not in a record; first_seen is such a time.
static constexpr auto insert_key_sql = R"(
INSERT INTO device_key (account_id, contact_id, protocol, device, fingerprint, first_seen, last_seen,
                        fetched_at, announced)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6, ?8))";

static constexpr auto announce_last_sql = R"(
UPDATE device_key
SET announced = 0
WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3 AND device = ?4 AND announced = 1
  AND last_seen < (SELECT max(last_seen)
                   FROM device_key
                   WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3 AND device = ?4))";

static constexpr auto insert_claim_sql = R"(
INSERT INTO move_claim (account_id, contact_id, claimant_id, first_seen, last_seen)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING)";

static constexpr auto merge_claim_sql = R"(
UPDATE move_claim
SET first_seen = min(first_seen, ?4),
    last_seen = max(last_seen, ?5)
WHERE account_id = ?1 AND contact_id = ?2 AND claimant_id = ?3
  AND (first_seen > ?4 OR last_seen < ?5))";

RestorePep::RestorePep(sqlite::Database& database, Tables& tables, ImportRun& run)
    : database_(database),
      tables_(tables),
      run_(run),
      find_event_(database, find_event_sql),
      confirm_event_(database, confirm_event_sql),
      next_number_(database, next_number_sql),
      insert_event_(database, insert_event_sql),
      has_key_(database, has_key_sql),
      merge_key_(database, merge_key_sql),
      insert_key_(database, insert_key_sql),
      announce_last_(database, announce_last_sql),
      insert_claim_(database, insert_claim_sql),
      merge_claim_(database, merge_claim_sql),
      order_(database, {.name = "pep_event", .id = "version", .time = "seen_at", .thing = "node"}) {
}

Outcome RestorePep::restore(const PepRecord& record) {
    const auto& event = record.event;
    const auto account = tables_.accounts.id_of(event.account);
    const auto contact = tables_.addresses.id_of(event.contact);
    const auto node = node_name(event.node);
    if (record.avatar) tables_.avatars.id_of(*record.avatar);
    const ImportedRow row{"pep", account, contact, event.seen_at, std::string(node)};
    if (auto use =
            find_event_.use(account, contact, node, event.seen_at, event.item, event.payload);
        use.next()) {
        const auto known = use.get<std::int64_t>(0);
        run_.knew(row);
        return confirm_event_.use(account, contact, node, known, record.confirmed_at).next()
                   ? Outcome::completed
                   : Outcome::known;
    }
    auto next = next_number_.use(account, contact, node);
    next.next();
    const auto number = next.get<std::int64_t>(0);
    std::optional<Time> stamp;
    if (event.stamp != event.seen_at) stamp = event.stamp;
    insert_event_.run(account, contact, node, number, event.item, stamp, event.seen_at,
                      record.confirmed_at, event.payload, to_json(event.fields));
    order_.added({account, contact, std::string(node)}, {number, event.seen_at});
    run_.added(row);
    return Outcome::added;
}

Outcome RestorePep::restore(const DeviceKeyRecord& key) {
    const auto account = tables_.accounts.id_of(key.account);
    const auto contact = tables_.addresses.id_of(key.contact);
    const auto protocol = protocol_of(key.list);
    const ImportedRow row{"key",
                          account,
                          contact,
                          {},
                          fmt::format("{} {} {}", protocol, key.device, key.fingerprint)};
    auto outcome = Outcome::known;
    if (!has_key_.use(account, contact, protocol, key.device, key.fingerprint).next()) {
        insert_key_.run(account, contact, protocol, key.device, key.fingerprint, key.first_seen,
                        key.last_seen, key.announced);
        run_.added(row);
        outcome = Outcome::added;
    } else if (merge_key_
                   .use(account, contact, protocol, key.device, key.fingerprint, key.first_seen,
                        key.last_seen, key.announced)
                   .next()) {
        outcome = Outcome::completed;
    }
    if (outcome != Outcome::added) run_.knew(row);
    if (outcome != Outcome::known) announce_last_.run(account, contact, protocol, key.device);
    return outcome;
}

Outcome RestorePep::restore(const MoveClaimRecord& claim) {
    const auto account = tables_.accounts.id_of(claim.account);
    const auto contact = tables_.addresses.id_of(claim.contact);
    const auto claimant = tables_.addresses.id_of(claim.claimant);
    const ImportedRow row{"move-claim", account, contact, {}, claim.claimant.str()};
    insert_claim_.run(account, contact, claimant, claim.first_seen, claim.last_seen);
    if (database_.changes() > 0) {
        run_.added(row);
        return Outcome::added;
    }
    run_.knew(row);
    merge_claim_.run(account, contact, claimant, claim.first_seen, claim.last_seen);
    return database_.changes() > 0 ? Outcome::completed : Outcome::known;
}

}  // namespace boswell::archive
