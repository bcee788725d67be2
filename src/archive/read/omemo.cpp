// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"
#include "base/digest.hpp"

#include <fmt/format.h>

namespace boswell::archive {

static constexpr auto devices_sql = R"(
SELECT account.jid, device, public_key, created_at
FROM omemo_device
JOIN account ON account.id = omemo_device.account_id
ORDER BY account.jid)";

// Ids of messages are in the order of their times, so the first one with a key has the lowest id.
static constexpr auto messages_sql = R"(
SELECT account.jid, partner.jid, message.id, message.stamp, omemo.state, omemo.device,
       omemo.fingerprint, omemo.listed,
       (SELECT first.stamp
        FROM omemo_message AS other
        JOIN message AS first ON first.id = other.message_id
        WHERE other.device = omemo.device AND other.fingerprint = omemo.fingerprint
        ORDER BY other.message_id
        LIMIT 1),
       EXISTS (SELECT 1
               FROM omemo_message AS other
               JOIN message AS earlier ON earlier.id = other.message_id
               WHERE other.device = omemo.device AND other.fingerprint <> omemo.fingerprint
                 AND other.message_id < omemo.message_id
                 AND earlier.conversation_id = message.conversation_id
                 AND earlier.from_id = message.from_id)
FROM omemo_message AS omemo
JOIN message ON message.id = omemo.message_id
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
WHERE {})";

static std::string by_id() { return fmt::format(messages_sql, "omemo.message_id = ?1"); }

static std::string unreadable() {
    return fmt::format(messages_sql,
                       "omemo.state <> 'read' AND account.jid = ?1 ORDER BY message.id");
}

std::vector<OmemoDeviceRecord> Reader::omemo_devices() const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement devices(connection_->database, devices_sql);
    std::vector<OmemoDeviceRecord> records;
    for (auto use = devices.use(); use.next();)
        records.push_back({.account = Jid::of(use.get<std::string_view>(0)),
                           .device = use.get<std::uint32_t>(1),
                           .fingerprint = hex(use.get<sqlite::Blob>(2).bytes.substr(1)),
                           .created_at = use.get<Time>(3)});
    return records;
}

static OmemoMessageRecord record_of(const sqlite::Use& row) {
    const auto state = row.get<std::string_view>(4);
    return {.account = Jid::of(row.get<std::string_view>(0)),
            .with = Jid::of(row.get<std::string_view>(1)),
            .message = row.get<std::int64_t>(2),
            .stamp = row.get<Time>(3),
            .waits = state == "waiting",
            .failure = parse_omemo_failure(state),
            .device = row.get<std::uint32_t>(5),
            .fingerprint = row.get<std::string>(6),
            .listed = row.get<std::optional<bool>>(7),
            .key_first_seen = row.get<std::optional<Time>>(8),
            .is_other_key = row.get<bool>(9)};
}

std::optional<OmemoMessageRecord> Reader::omemo_message(std::int64_t message) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement find(connection_->database, by_id());
    auto use = find.use(message);
    if (!use.next()) return std::nullopt;
    return record_of(use);
}

std::vector<OmemoMessageRecord> Reader::unreadable_messages(const Jid& account) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement find(connection_->database, unreadable());
    std::vector<OmemoMessageRecord> records;
    for (auto use = find.use(account.str()); use.next();) records.push_back(record_of(use));
    return records;
}

}  // namespace boswell::archive
