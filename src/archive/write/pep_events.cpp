// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/pep_events.hpp"

#include "archive/json.hpp"

#include <chrono>
#include <optional>

namespace boswell::archive {

static constexpr std::chrono::hours window{1};

static constexpr auto find_last_sql = R"(
SELECT version, item
FROM pep_event
WHERE account_id = ?1 AND contact_id = ?2 AND node = ?3
ORDER BY version DESC
LIMIT 1)";

static constexpr auto confirm_sql = R"(
UPDATE pep_event
SET confirmed_at = max(confirmed_at, ?6)
WHERE account_id = ?1 AND contact_id = ?2 AND node = ?3 AND version = ?4 AND payload IS ?5)";

// The newest but eleven: if it is not an hour old, there are twelve in that time.
static constexpr auto find_twelfth_sql = R"(
SELECT seen_at
FROM pep_event
WHERE account_id = ?1 AND contact_id = ?2 AND node = ?3
ORDER BY version DESC
LIMIT 1 OFFSET 11)";

static constexpr auto insert_sql = R"(
INSERT INTO pep_event (account_id, contact_id, node, version, item, stamp, seen_at, confirmed_at,
                       payload, fields)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9))";

static constexpr auto remove_sql = R"(
DELETE FROM pep_event
WHERE account_id = ?1 AND contact_id = ?2 AND node = ?3 AND version = ?4)";

static constexpr auto list_sql = R"(
INSERT INTO pep_listing (account_id, contact_id, listed_at)
VALUES (?1, ?2, ?3)
ON CONFLICT DO UPDATE SET listed_at = ?3)";

static constexpr auto claim_sql = R"(
INSERT INTO move_claim (account_id, contact_id, claimant_id, first_seen, last_seen)
VALUES (?1, ?2, ?3, ?4, ?4)
ON CONFLICT DO UPDATE SET last_seen = max(last_seen, ?4))";

PepEvents::PepEvents(sqlite::Database& database, Accounts& accounts, Addresses& addresses)
    : database_(database),
      accounts_(accounts),
      addresses_(addresses),
      find_last_(database, find_last_sql),
      confirm_(database, confirm_sql),
      find_twelfth_(database, find_twelfth_sql),
      insert_(database, insert_sql),
      remove_(database, remove_sql),
      list_(database, list_sql),
      claim_(database, claim_sql) {}

bool PepEvents::write(const PepEvent& event) {
    Version version{.account = accounts_.id_of(event.account),
                    .contact = addresses_.id_of(event.contact),
                    .node = node_name(event.node),
                    .number = 0,
                    .event = event};
    std::string item;
    if (auto use = find_last_.use(version.account, version.contact, version.node); use.next()) {
        version.number = use.get<std::int64_t>(0);
        item = use.get<std::string>(1);
    }
    // Nothing was known, and nothing is published.
    if (version.number == 0 && !event.payload) return false;
    if (event.is_retraction && item != event.item) return false;
    if (is_confirmed(version)) return true;
    if (is_full(version)) {
        overwrite(version);
    } else {
        ++version.number;
        insert(version);
    }
    return true;
}

void PepEvents::write(const PepNodesListed& listed) {
    list_.run(accounts_.id_of(listed.account), addresses_.id_of(listed.contact), listed.at);
}

void PepEvents::write(const MoveClaimed& claim) {
    claim_.run(accounts_.id_of(claim.account), addresses_.id_of(claim.contact),
               addresses_.id_of(claim.claimant), claim.seen_at);
}

/// True if the version of that number says the same.
bool PepEvents::is_confirmed(const Version& version) {
    confirm_.run(version.account, version.contact, version.node, version.number,
                 version.event.payload, version.event.seen_at);
    return database_.changes() > 0;
}

bool PepEvents::is_full(const Version& version) {
    auto use = find_twelfth_.use(version.account, version.contact, version.node);
    return use.next() && use.get<Time>(0) > version.event.seen_at - window;
}

void PepEvents::insert(const Version& version) {
    const auto& event = version.event;
    std::optional<Time> stamp;
    if (event.stamp != event.seen_at) stamp = event.stamp;
    insert_.run(version.account, version.contact, version.node, version.number, event.item, stamp,
                event.seen_at, event.payload, to_json(event.fields));
}

/// Puts the event in the place of the newest version, unless the one before that says the same.
void PepEvents::overwrite(const Version& version) {
    remove_.run(version.account, version.contact, version.node, version.number);
    auto before = version;
    --before.number;
    if (!is_confirmed(before)) insert(version);
}

}  // namespace boswell::archive
