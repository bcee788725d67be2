// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/stored_tombstones.hpp"

#include "base/error.hpp"
#include "sqlite/error.hpp"

#include <string>
#include <utility>

namespace boswell::archive {

static constexpr int first_packed = 16;  // of copies_sql(), where the unpacker's columns begin

static std::string copies_sql() {
    return fmt::format(R"(
SELECT account.jid, partner.jid, conversation.type = 'groupchat', message.direction, message.type,
       sender.jid, sender_resource.name, recipient.jid, recipient_resource.name,
       message.message_id, coalesce(message.origin_id, ''), message.occupant_id, message.stamp,
       copy.seen_at, copy.stanza_id, giver.jid, {}
FROM message_copy AS copy
JOIN message ON message.id = copy.message_id
JOIN conversation ON conversation.id = message.conversation_id
JOIN account ON account.id = conversation.account_id
JOIN address AS partner ON partner.id = conversation.with_id
JOIN address AS giver ON giver.id = copy.stanza_id_by
{}
WHERE copy.message_id = ?1 AND copy.via = 'archive' AND copy.stanza IS NOT NULL
ORDER BY copy.id)",
                       StanzaUnpacker::columns(), repeated_joins);
}

StoredTombstones::StoredTombstones(const sqlite::Database& database, RereadTombstone reread)
    : reread_(std::move(reread)), unpacker_(database), copies_(database, copies_sql()) {}

/// In `column` and the next one; empty if there is none.
static Jid full_jid(const sqlite::Use& row, int column) {
    if (row.is_null(column)) return {};
    auto bare = Jid::of(row.get<std::string_view>(column));
    if (row.is_null(column + 1)) return bare;
    return bare.with_resource(row.get<std::string_view>(column + 1));
}

Message StoredTombstones::copy_of(const sqlite::Use& row) {
    Message copy;
    copy.account = Jid::of(row.get<std::string_view>(0));
    copy.with = Jid::of(row.get<std::string_view>(1));
    copy.in_room = row.get<bool>(2);
    copy.direction = parse_direction(row.get<std::string_view>(3)).value_or(copy.direction);
    copy.type = parse_message_type(row.get<std::string_view>(4)).value_or(copy.type);
    copy.from = full_jid(row, 5);
    copy.to = full_jid(row, 7);
    copy.message_id = row.get<std::string>(9);
    copy.origin_id = row.get<std::string>(10);
    copy.occupant_id = row.get<std::string>(11);
    copy.stamp = row.get<Time>(12);
    copy.received_at = row.get<Time>(13);
    copy.via = Via::archive;
    copy.stanza_id = StanzaId{row.get<std::string>(14), Jid::of(row.get<std::string_view>(15))};
    return copy;
}

std::vector<Message> StoredTombstones::retractions(std::int64_t id) {
    std::vector<Message> retractions;
    if (!reread_) return retractions;
    for (auto use = copies_.use(id); use.next();) {
        std::string original;
        try {
            original = unpacker_.read(use, first_packed);
        } catch (const sqlite::Unavailable&) {
            throw;
        } catch (const Error&) {
            continue;  // damaged: `boswell verify` tells of it
        }
        if (auto retraction = reread_(original, copy_of(use)))
            retractions.push_back(*std::move(retraction));
    }
    return retractions;
}

}  // namespace boswell::archive
