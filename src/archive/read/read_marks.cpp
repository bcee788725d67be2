// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/read_marks.hpp"

namespace boswell::archive {

static constexpr auto mark_sql = R"(
SELECT stanza_id, stanza_id_by, stamp
FROM read_mark
WHERE account_id = ?1 AND with_id = ?2)";

static constexpr auto all_sql = R"(
SELECT account_id, with_id
FROM read_mark
ORDER BY account_id, with_id)";

static constexpr auto message_sql = R"(
SELECT message.id, message.stamp
FROM message_key AS key
JOIN message ON message.id = key.message_id
JOIN conversation ON conversation.id = message.conversation_id
WHERE key.hash = ?1 AND conversation.account_id = ?2 AND conversation.with_id = ?3
  AND EXISTS (SELECT 1
              FROM message_copy AS copy
              WHERE copy.message_id = key.message_id
                AND copy.stanza_id = ?4
                AND copy.stanza_id_by = ?5)
ORDER BY message.id
LIMIT 1)";

ReadMarkRows::ReadMarkRows(const sqlite::Database& database, Jids& jids)
    : jids_(jids), hash_(database), mark_(database, mark_sql), message_(database, message_sql) {}

std::optional<ReadMark> ReadMarkRows::find(std::int64_t account, std::int64_t with) {
    auto use = mark_.use(account, with);
    if (!use.next()) return std::nullopt;
    const auto by = use.get<std::int64_t>(1);
    ReadMark mark{.stanza_id = {use.get<std::string>(0), jids_.address(by)},
                  .at = use.get<Time>(2)};
    auto message =
        message_.use(hash_.of(account, mark.stanza_id), account, with, mark.stanza_id.id, by);
    if (message.next()) {
        mark.id = message.get<std::int64_t>(0);
        mark.stamp = message.get<Time>(1);
    }
    return mark;
}

std::vector<ReadMarkRecord> read_mark_records(const sqlite::Database& database, Jids& jids,
                                              const Selection& selection) {
    std::vector<ReadMarkRecord> records;
    ReadMarkRows marks(database, jids);
    sqlite::Statement all(database, all_sql);
    for (auto use = all.use(); use.next();) {
        const auto account = use.get<std::int64_t>(0);
        const auto with = use.get<std::int64_t>(1);
        if (!is_wanted(jids.account(account), selection.accounts) ||
            !is_wanted(jids.address(with), selection.contacts))
            continue;
        if (auto mark = marks.find(account, with))
            records.push_back({jids.account(account), jids.address(with), *std::move(mark)});
    }
    return records;
}

}  // namespace boswell::archive
