// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"
#include "base/digest.hpp"

#include <fmt/format.h>

#include <algorithm>

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
               WHERE other.device = omemo.device AND other.fingerprint <> omemo.fingerprint
                 AND other.message_id < omemo.message_id
                 AND other.sender_id = omemo.sender_id),
       sender.jid, message.shown IS NOT NULL
FROM omemo_message AS omemo
JOIN message ON message.id = omemo.message_id
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
LEFT JOIN address AS sender ON sender.id = omemo.sender_id
WHERE {})";

// Nobody said anything with a message that only carries keys.
static constexpr auto says_something =
    "NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id"
    " AND annotation.kind = 'keys')";

static constexpr auto counts_sql = R"(
SELECT account.jid, partner.jid, omemo.state, count(*), min(message.stamp), max(message.stamp)
FROM omemo_message AS omemo
JOIN message ON message.id = omemo.message_id
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
WHERE omemo.state <> 'read' AND omemo.state <> 'waiting' AND message.shown IS NULL AND {}
  AND message.stamp >= ?1 AND message.stamp < ?2
GROUP BY conversation.id, omemo.state
ORDER BY account.jid, partner.jid, count(*) DESC, omemo.state)";

static std::string by_id() { return fmt::format(messages_sql, "omemo.message_id = ?1"); }

static std::string those_unread() {
    return fmt::format(messages_sql, fmt::format("omemo.state <> 'read' AND message.shown IS NULL "
                                                 "AND account.jid = ?1 AND {} "
                                                 "ORDER BY message.id",
                                                 says_something));
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
            .sender = row.is_null(10) ? Jid() : Jid::of(row.get<std::string_view>(10)),
            .message = row.get<std::int64_t>(2),
            .stamp = row.get<Time>(3),
            .waits = state == "waiting",
            .failure = parse_omemo_failure(state),
            .device = row.get<std::uint32_t>(5),
            .fingerprint = row.get<std::string>(6),
            .listed = row.get<std::optional<bool>>(7),
            .key_first_seen = row.get<std::optional<Time>>(8),
            .is_other_key = row.get<bool>(9),
            .has_text = row.get<bool>(11)};
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
    sqlite::Statement find(connection_->database, those_unread());
    std::vector<OmemoMessageRecord> records;
    for (auto use = find.use(account.str()); use.next();) records.push_back(record_of(use));
    return records;
}

std::vector<UnreadableRecord> Reader::unreadable(const Selection& selection) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement counts(connection_->database, fmt::format(counts_sql, says_something));
    std::vector<UnreadableRecord> records;
    for (auto use = counts.use(selection.since.value_or(Time::min()),
                               selection.until.value_or(Time::max()));
         use.next();) {
        const auto failure = parse_omemo_failure(use.get<std::string_view>(2));
        const auto account = Jid::of(use.get<std::string_view>(0));
        const auto with = Jid::of(use.get<std::string_view>(1));
        if (!failure || !is_wanted(account, selection.accounts) ||
            !is_wanted(with, selection.contacts))
            continue;
        const auto since = use.get<Time>(4);
        const auto until = use.get<Time>(5);
        const bool is_next =
            records.empty() || records.back().account != account || records.back().with != with;
        if (is_next)
            records.push_back({.account = account,
                               .with = with,
                               .since = since,
                               .until = until,
                               .messages = 0,
                               .reasons = {}});
        auto& record = records.back();
        record.since = std::min(record.since, since);
        record.until = std::max(record.until, until);
        record.messages += use.get<std::int64_t>(3);
        record.reasons.push_back({.failure = *failure, .messages = use.get<std::int64_t>(3)});
    }
    return records;
}

}  // namespace boswell::archive
