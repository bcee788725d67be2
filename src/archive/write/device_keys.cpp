// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/device_keys.hpp"

#include "archive/json.hpp"

namespace boswell::archive {

static constexpr auto replace_sql = R"(
UPDATE device_key
SET announced = 0
WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3 AND device = ?4 AND fingerprint <> ?5)";

static constexpr auto insert_sql = R"(
INSERT INTO device_key (account_id, contact_id, protocol, device, fingerprint, first_seen, last_seen,
                        fetched_at, announced)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6, 1)
ON CONFLICT DO UPDATE
SET last_seen = max(last_seen, ?6), fetched_at = max(fetched_at, ?6), announced = 1)";

static constexpr auto leave_sql = R"(
UPDATE device_key
SET announced = 0
WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3 AND announced = 1
  AND device NOT IN (SELECT CAST(value AS INTEGER) FROM json_each(?4)))";

// Of several keys of a device that counts which was fetched last.
static constexpr auto announce_sql = R"(
UPDATE device_key
SET announced = 1, last_seen = max(last_seen, ?4)
WHERE account_id = ?1 AND contact_id = ?2 AND protocol = ?3
  AND device IN (SELECT CAST(value AS INTEGER) FROM json_each(?5))
  AND fingerprint = (SELECT fingerprint
                     FROM device_key AS other
                     WHERE other.account_id = ?1 AND other.contact_id = ?2 AND other.protocol = ?3
                       AND other.device = device_key.device
                     ORDER BY fetched_at DESC, announced DESC
                     LIMIT 1))";

DeviceKeys::DeviceKeys(sqlite::Database& database, Accounts& accounts, Addresses& addresses)
    : accounts_(accounts),
      addresses_(addresses),
      replace_(database, replace_sql),
      insert_(database, insert_sql),
      leave_(database, leave_sql),
      announce_(database, announce_sql) {}

void DeviceKeys::write(const DeviceKey& key) {
    const auto account = accounts_.id_of(key.account);
    const auto contact = addresses_.id_of(key.contact);
    const auto protocol = protocol_of(key.list);
    replace_.run(account, contact, protocol, key.device, key.fingerprint);
    insert_.run(account, contact, protocol, key.device, key.fingerprint, key.seen_at);
}

void DeviceKeys::see(const PepEvent& event) {
    if (!is_device_list(event.node)) return;
    const auto account = accounts_.id_of(event.account);
    const auto contact = addresses_.id_of(event.contact);
    const auto protocol = protocol_of(event.node);
    std::vector<std::string> devices;
    for (const auto& device : event.fields) devices.push_back(device.value);
    const auto list = to_json(devices);
    leave_.run(account, contact, protocol, list);
    announce_.run(account, contact, protocol, event.seen_at, list);
}

}  // namespace boswell::archive
