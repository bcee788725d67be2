// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"
#include "archive/read/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace boswell::archive {

static constexpr auto conversations_sql = R"(
SELECT id
FROM conversation
WHERE EXISTS (SELECT 1 FROM receipt WHERE receipt.conversation_id = conversation.id))";

// The names are gathered once for each conversation: of ids that end alike, which a stranger may
// choose, no index would help to find one. AnnotationRows::add_receipts() takes the same names.
static constexpr auto receipts_sql = R"(
WITH record AS (SELECT id, direction, message_id, origin_id
                FROM message
                WHERE conversation_id = ?1 AND {}),
named (name, direction) AS (
    SELECT message_id, direction FROM record WHERE message_id IS NOT NULL
    UNION ALL
    SELECT origin_id, direction FROM record WHERE origin_id IS NOT NULL
    UNION ALL
    SELECT copy.stanza_id, record.direction
    FROM record
    JOIN message_copy AS copy ON copy.id = (SELECT min(each.id)
                                            FROM message_copy AS each
                                            WHERE each.message_id = record.id
                                              AND each.stanza_id IS NOT NULL
                                              AND each.stanza_id_by IS NOT NULL))
SELECT named_id, kind, direction, occupant, stamp, from_resource_id
FROM receipt
WHERE conversation_id = ?1 AND stamp >= ?2 AND stamp < ?3
  AND iif(occupant <> '',
          named_id NOT IN (SELECT name FROM named),
          direction || named_id NOT IN (SELECT iif(direction = 'in', 'out', 'in') || name
                                        FROM named))
ORDER BY stamp, named_id, kind, direction, occupant)";

static UnattachedReceipt to_receipt(const sqlite::Use& use, const Jids::Conversation& conversation,
                                    Jids& jids) {
    UnattachedReceipt receipt;
    receipt.account = conversation.account;
    receipt.with = conversation.with;
    receipt.in_room = conversation.is_room;
    receipt.named_id = use.get<std::string>(0);
    receipt.kind = parse_receipt_kind(use.get<std::string_view>(1)).value_or(ReceiptKind::received);
    receipt.direction = parse_direction(use.get<std::string_view>(2)).value_or(Direction::in);
    receipt.occupant_id = use.get<std::string>(3);
    receipt.stamp = use.get<Time>(4);
    const bool is_with = receipt.direction == Direction::in || !receipt.occupant_id.empty();
    receipt.from = is_with ? conversation.with : conversation.account;
    if (const auto resource = use.get<std::optional<std::int64_t>>(5))
        receipt.from = receipt.from.with_resource(jids.resource(*resource));
    // Known by nickname only.
    if (receipt.occupant_id == receipt.from.resourcepart()) receipt.occupant_id.clear();
    return receipt;
}

/// In an order that does not depend on the numbers of an archive.
static std::vector<std::int64_t> wanted_conversations(const sqlite::Database& database, Jids& jids,
                                                      const Selection& selection) {
    std::vector<std::int64_t> ids;
    sqlite::Statement statement(database, conversations_sql);
    for (auto use = statement.use(); use.next();) {
        const auto id = use.get<std::int64_t>(0);
        const auto& conversation = jids.conversation(id);
        if (is_wanted(conversation.account, selection.accounts) &&
            is_wanted(conversation.with, selection.contacts))
            ids.push_back(id);
    }
    std::ranges::sort(ids, {}, [&](std::int64_t id) {
        const auto& conversation = jids.conversation(id);
        return std::tie(conversation.account, conversation.with);
    });
    return ids;
}

void Reader::for_each_unattached_receipt(
    const Selection& selection, const std::function<bool(const UnattachedReceipt&)>& take) const {
    const ReadTransaction transaction(*connection_);
    auto& jids = connection_->jids;
    sqlite::Statement receipts(connection_->database,
                               fmt::format(receipts_sql, not_shown_elsewhere));
    const auto since = selection.since.value_or(Time::min());
    const auto until = selection.until.value_or(Time::max());
    for (const auto id : wanted_conversations(connection_->database, jids, selection)) {
        for (auto use = receipts.use(id, since, until); use.next();) {
            if (!take(to_receipt(use, jids.conversation(id), jids))) return;
        }
    }
}

}  // namespace boswell::archive
