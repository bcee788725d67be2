// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/presences.hpp"

#include <optional>
#include <string_view>

namespace boswell::archive {

// Show and priority are told only of who is available.
static constexpr auto find_sql = R"(
SELECT n
FROM presence
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at = ?3
  AND resource_id IS ?4
  AND type IS ?5
  AND status IS ?6
  AND nick IS ?11
  AND cause = ?7
  AND coalesce(stamp, seen_at) = ?8
  AND (type IS NOT NULL
       OR coalesce(show, 'available') = ?9 AND coalesce(priority, 0) = ?10)
ORDER BY n)";

static constexpr auto find_near_sql = R"(
SELECT seen_at, n
FROM presence
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at BETWEEN ?3 - 2000 AND ?3 + 2000
  AND type IS ?4 AND status IS ?5
  AND (type IS NOT NULL OR coalesce(show, 'available') = ?6)
  AND (?7 IS NULL OR resource_id IS ?7)
ORDER BY abs(seen_at - ?3), n)";

// More than there are within a few seconds of a file.
static constexpr std::size_t most_remembered = 100'000;

RestorePresences::RestorePresences(sqlite::Database& database, Tables& tables, ImportRun& run)
    : tables_(tables), run_(run), find_(database, find_sql), find_near_(database, find_near_sql) {}

static std::optional<std::string_view> stored_type(const Presence& presence) {
    if (presence.type == PresenceType::available) return std::nullopt;
    return to_string(presence.type);
}

ImportedRow RestorePresences::imported(const Row& row) {
    return {"presence", row.account, row.contact, row.seen_at, std::to_string(row.n)};
}

Outcome RestorePresences::restore(const PresenceRecord& record) {
    const auto presence = restored(record);
    if (const auto known = find(presence)) {
        run_.knew(imported(*known));
        return Outcome::known;
    }
    tables_.presences.restore(presence);
    if (const auto itself = find(presence)) run_.added(imported(*itself));
    return Outcome::added;
}

std::optional<RestorePresences::Row> RestorePresences::find(const Presence& presence) {
    return origin_ == Origin::history ? find_near(presence) : find_equal(presence);
}

std::optional<RestorePresences::Row> RestorePresences::find_equal(const Presence& presence) {
    const std::tuple moment{presence.account, presence.from.bare(), presence.seen_at};
    if (moment != found_.moment) found_ = {moment, {}};
    auto& addresses = tables_.addresses;
    const auto account = tables_.accounts.id_of(presence.account);
    const auto contact = addresses.id_of(presence.from);
    auto use =
        find_.use(account, contact, presence.seen_at, addresses.resource_id_of(presence.from),
                  stored_type(presence), sqlite::or_null(presence.status),
                  to_string(presence.cause), presence.stamp, to_string(presence.show),
                  presence.priority, sqlite::or_null(presence.nick));
    while (use.next()) {
        const auto n = use.get<std::int64_t>(0);
        if (found_.numbers.insert(n).second) return Row{account, contact, presence.seen_at, n};
    }
    return std::nullopt;
}

std::optional<RestorePresences::Row> RestorePresences::find_near(const Presence& presence) {
    if (near_.size() > most_remembered) near_.clear();
    const auto account = tables_.accounts.id_of(presence.account);
    const auto contact = tables_.addresses.id_of(presence.from);
    auto use = find_near_.use(account, contact, presence.seen_at, stored_type(presence),
                              sqlite::or_null(presence.status), to_string(presence.show),
                              tables_.addresses.resource_id_of(presence.from));
    while (use.next()) {
        const Row row{account, contact, use.get<Time>(0), use.get<std::int64_t>(1)};
        if (near_.insert(row).second) return row;
    }
    return std::nullopt;
}

}  // namespace boswell::archive
