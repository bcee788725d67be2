// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/presence_row.hpp"

namespace boswell::archive {

const char* const presences_sql = R"(
SELECT seen_at, resource_id, type, show, status, priority, cause, stamp, occupant.jid,
       affiliation, role, occupant_id, nick, observation_id
FROM presence
LEFT JOIN occupant ON occupant.id = room_occupant_id
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at >= ?3 AND seen_at < ?4
  AND (?5 IS NULL OR status IS NOT NULL)
ORDER BY seen_at, n)";

PresenceRecord presence_record(const sqlite::Use& use, const Pair& pair, Jids& jids) {
    PresenceRecord record;
    record.account = pair.account;
    record.contact = pair.contact;
    record.seen_at = use.get<Time>(0);
    if (!use.is_null(1)) record.resource = jids.resource(use.get<std::int64_t>(1));
    record.type =
        parse_presence_type(use.get<std::string_view>(2)).value_or(PresenceType::available);
    record.show = parse_show(use.get<std::string_view>(3)).value_or(Show::available);
    record.status = use.get<std::string>(4);
    record.priority = use.get<int>(5);
    record.cause = parse_cause(use.get<std::string_view>(6)).value_or(Cause::change);
    record.stamp = use.get<std::optional<Time>>(7).value_or(record.seen_at);
    if (!use.is_null(8))
        record.occupant = {.jid = Jid::parse(use.get<std::string_view>(8)).value_or(Jid()),
                           .affiliation = use.get<std::string>(9),
                           .role = use.get<std::string>(10),
                           .occupant_id = use.get<std::string>(11)};
    record.nick = use.get<std::string>(12);
    return record;
}

bool belongs_to_end(PresenceType type, Time seen_at, Time end) {
    return type == PresenceType::unavailable && seen_at >= end - longest_end;
}

}  // namespace boswell::archive
