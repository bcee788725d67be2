// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/addresses.hpp"

#include <string>

namespace boswell::archive {

static constexpr Interner::Sql address_sql{"SELECT id FROM address WHERE jid = ?1",
                                           "INSERT INTO address (jid) VALUES (?1)"};
static constexpr Interner::Sql resource_sql{"SELECT id FROM resource WHERE name = ?1",
                                            "INSERT INTO resource (name) VALUES (?1)"};
static constexpr Interner::Sql caps_sql{"SELECT id FROM caps WHERE node = ?1",
                                        "INSERT INTO caps (node) VALUES (?1)"};

Addresses::Addresses(sqlite::Database& database)
    : bare_(database, address_sql), resources_(database, resource_sql), caps_(database, caps_sql) {}

std::int64_t Addresses::id_of(const Jid& jid) {
    if (jid.empty()) throw Error("an event names no address where there must be one");
    return bare_.id_of(jid.bare().str());
}

std::optional<std::int64_t> Addresses::find_id_of(const Jid& jid) {
    if (jid.empty()) return std::nullopt;
    return id_of(jid);
}

std::optional<std::int64_t> Addresses::resource_id_of(const Jid& jid) {
    if (jid.is_bare()) return std::nullopt;
    return resources_.id_of(jid.resourcepart());
}

std::optional<std::int64_t> Addresses::caps_id_of(std::string_view node) {
    if (node.empty()) return std::nullopt;
    return caps_.id_of(node);
}

void Addresses::forget() noexcept {
    bare_.forget();
    resources_.forget();
    caps_.forget();
}

}  // namespace boswell::archive
