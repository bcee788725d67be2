// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/occupants.hpp"

namespace boswell::archive {

static constexpr auto find_sql = R"(
SELECT id
FROM occupant
WHERE jid = ?1 AND affiliation = ?2 AND role = ?3 AND occupant_id = ?4)";

static constexpr auto insert_sql = R"(
INSERT INTO occupant (jid, affiliation, role, occupant_id)
VALUES (?1, ?2, ?3, ?4))";

Occupants::Occupants(sqlite::Database& database)
    : database_(database), find_(database, find_sql), insert_(database, insert_sql) {}

std::optional<std::int64_t> Occupants::id_of(const std::optional<Occupant>& occupant) {
    if (!occupant) return std::nullopt;
    const auto jid = occupant->jid.str();
    // No affiliation, role or JID has a line feed in it.
    const auto key = fmt::format("{}\n{}\n{}\n{}", jid, occupant->affiliation, occupant->role,
                                 occupant->occupant_id);
    if (const auto id = cache_.find(key); id != 0) return id;
    std::int64_t id = 0;
    if (auto use = find_.use(jid, occupant->affiliation, occupant->role, occupant->occupant_id);
        use.next()) {
        id = use.get<std::int64_t>(0);
    } else {
        insert_.run(jid, occupant->affiliation, occupant->role, occupant->occupant_id);
        id = database_.last_insert_id();
    }
    cache_.add(key, id);
    return id;
}

}  // namespace boswell::archive
