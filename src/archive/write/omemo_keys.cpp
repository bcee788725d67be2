// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/omemo_keys.hpp"

#include "base/error.hpp"

namespace boswell::archive {

using sqlite::Blob;
using sqlite::Statement;

static constexpr auto device_sql = R"(
SELECT device, public_key, private_key, created_at
FROM omemo_device
WHERE account_id = ?1)";

static constexpr auto create_sql = R"(
INSERT INTO omemo_device (account_id, device, public_key, private_key, created_at)
VALUES (?1, ?2, ?3, ?4, ?5))";

static constexpr auto pre_key_sql = R"(
SELECT record
FROM omemo_pre_key
WHERE account_id = ?1 AND id = ?2)";

static constexpr auto unused_sql = R"(
SELECT id, record
FROM omemo_pre_key
WHERE account_id = ?1 AND NOT used
ORDER BY id)";

static constexpr auto next_sql = R"(
SELECT ifnull(max(id), 0) + 1
FROM omemo_pre_key
WHERE account_id = ?1)";

static constexpr auto add_sql = R"(
INSERT INTO omemo_pre_key (account_id, id, record, used)
VALUES (?1, ?2, ?3, 0))";

static constexpr auto use_sql = R"(
UPDATE omemo_pre_key
SET used = 1
WHERE account_id = ?1 AND id = ?2)";

// The one with the highest id says which ids were given.
static constexpr auto remove_used_sql = R"(
DELETE FROM omemo_pre_key
WHERE account_id = ?1 AND used
  AND id < (SELECT max(id) FROM omemo_pre_key WHERE account_id = ?1))";

static constexpr auto signed_pre_key_sql = R"(
SELECT record
FROM omemo_signed_pre_key
WHERE account_id = ?1 AND id = ?2)";

static constexpr auto latest_signed_sql = R"(
SELECT id, record, created_at
FROM omemo_signed_pre_key
WHERE account_id = ?1
ORDER BY id DESC
LIMIT 1)";

static constexpr auto add_signed_sql = R"(
INSERT INTO omemo_signed_pre_key (account_id, id, record, created_at)
VALUES (?1, ?2, ?3, ?4))";

static constexpr auto remove_signed_sql = R"(
DELETE FROM omemo_signed_pre_key
WHERE account_id = ?1 AND created_at < ?2
  AND id < (SELECT max(id) FROM omemo_signed_pre_key WHERE account_id = ?1))";

static constexpr auto session_sql = R"(
SELECT record, answered_at, renewed_at
FROM omemo_session
WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3 AND device = ?4)";

static constexpr auto set_session_sql = R"(
INSERT INTO omemo_session (account_id, contact_id, protocol, device, record)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE
SET record = ?5)";

static constexpr auto set_answered_sql = R"(
UPDATE omemo_session
SET answered_at = ?5
WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3 AND device = ?4)";

static constexpr auto set_renewed_sql = R"(
UPDATE omemo_session
SET renewed_at = ?5, answered_at = ?5
WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3 AND device = ?4)";

// Nobody has begun a session at that time.
static constexpr auto mark_as_restored_sql = "UPDATE omemo_session SET renewed_at = 0";

static constexpr auto restored_sql = R"(
SELECT address.jid, device, protocol
FROM omemo_session
JOIN address ON address.id = omemo_session.contact_id
WHERE account_id = ?1 AND renewed_at = 0
ORDER BY contact_id, device)";

OmemoKeys::OmemoKeys(sqlite::Database& database, Addresses& addresses, std::int64_t account)
    : database_(database),
      addresses_(addresses),
      account_(account),
      device_(database, device_sql),
      pre_key_(database, pre_key_sql),
      signed_pre_key_(database, signed_pre_key_sql),
      session_(database, session_sql),
      set_session_(database, set_session_sql) {}

std::optional<Time> OmemoKeys::created_at() {
    auto use = device_.use(account_);
    if (!use.next()) return std::nullopt;
    return use.get<Time>(3);
}

void OmemoKeys::create(const OmemoIdentity& identity, Time now) {
    Statement(database_, create_sql)
        .run(account_, identity.device, Blob{identity.public_key}, Blob{identity.private_key}, now);
}

std::vector<OmemoKey> OmemoKeys::unused_pre_keys() {
    Statement unused(database_, unused_sql);
    std::vector<OmemoKey> keys;
    for (auto use = unused.use(account_); use.next();)
        keys.push_back(
            {.id = use.get<std::uint32_t>(0), .record = std::string(use.get<Blob>(1).bytes)});
    return keys;
}

std::uint32_t OmemoKeys::next_pre_key() {
    Statement next(database_, next_sql);
    auto use = next.use(account_);
    use.next();
    return use.get<std::uint32_t>(0);
}

void OmemoKeys::add_pre_keys(std::span<const OmemoKey> keys) {
    Statement add(database_, add_sql);
    for (const auto& key : keys) add.run(account_, key.id, Blob{key.record});
}

bool OmemoKeys::remove_used_pre_keys() {
    Statement(database_, remove_used_sql).run(account_);
    return database_.changes() > 0;
}

std::optional<OmemoKeys::SignedPreKey> OmemoKeys::signed_pre_key() {
    Statement latest(database_, latest_signed_sql);
    auto use = latest.use(account_);
    if (!use.next()) return std::nullopt;
    return SignedPreKey{
        .key = {.id = use.get<std::uint32_t>(0), .record = std::string(use.get<Blob>(1).bytes)},
        .created_at = use.get<Time>(2)};
}

void OmemoKeys::add_signed_pre_key(const OmemoKey& key, Time now) {
    Statement(database_, add_signed_sql).run(account_, key.id, Blob{key.record}, now);
}

void OmemoKeys::remove_signed_pre_keys_of_before(Time time) {
    Statement(database_, remove_signed_sql).run(account_, time);
}

sqlite::Use OmemoKeys::find(const OmemoAddress& with) {
    return session_.use(account_, addresses_.find_id_of(with.contact), protocol_of(with.list),
                        with.device);
}

std::optional<Time> OmemoKeys::answered_at(const OmemoAddress& with) {
    auto use = find(with);
    if (!use.next()) return std::nullopt;
    return use.get<std::optional<Time>>(1);
}

void OmemoKeys::set_answered(const OmemoAddress& with, Time now) {
    Statement(database_, set_answered_sql)
        .run(account_, addresses_.find_id_of(with.contact), protocol_of(with.list), with.device,
             now);
}

std::optional<Time> OmemoKeys::renewed_at(const OmemoAddress& with) {
    auto use = find(with);
    if (!use.next()) return std::nullopt;
    return use.get<std::optional<Time>>(2);
}

void OmemoKeys::set_renewed(const OmemoAddress& with, Time now) {
    Statement(database_, set_renewed_sql)
        .run(account_, addresses_.find_id_of(with.contact), protocol_of(with.list), with.device,
             now);
}

void OmemoKeys::mark_as_restored(sqlite::Database& database) {
    database.execute(mark_as_restored_sql);
}

std::vector<OmemoAddress> OmemoKeys::restored_sessions() {
    std::vector<OmemoAddress> sessions;
    Statement restored(database_, restored_sql);
    for (auto use = restored.use(account_); use.next();)
        sessions.push_back({.contact = Jid::of(use.get<std::string_view>(0)),
                            .device = use.get<std::uint32_t>(1),
                            .list = list_of(use.get<std::string_view>(2))});
    return sessions;
}

OmemoIdentity OmemoKeys::identity() {
    auto use = device_.use(account_);
    if (!use.next()) throw Error("this account is no OMEMO device");
    return {.device = use.get<std::uint32_t>(0),
            .public_key = std::string(use.get<Blob>(1).bytes),
            .private_key = std::string(use.get<Blob>(2).bytes)};
}

static std::optional<std::string> first_record(sqlite::Use& use) {
    if (!use.next()) return std::nullopt;
    return std::string(use.get<Blob>(0).bytes);
}

std::optional<std::string> OmemoKeys::pre_key(std::uint32_t id) {
    auto use = pre_key_.use(account_, id);
    return first_record(use);
}

std::optional<std::string> OmemoKeys::signed_pre_key(std::uint32_t id) {
    auto use = signed_pre_key_.use(account_, id);
    return first_record(use);
}

std::optional<std::string> OmemoKeys::session(const OmemoAddress& with) {
    auto use = find(with);
    return first_record(use);
}

void OmemoKeys::set_session(const OmemoAddress& with, const std::string& record) {
    set_session_.run(account_, addresses_.id_of(with.contact), protocol_of(with.list), with.device,
                     Blob{record});
}

void OmemoKeys::use_pre_key(std::uint32_t id) { Statement(database_, use_sql).run(account_, id); }

}  // namespace boswell::archive
