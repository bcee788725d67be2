// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/schema_objects.hpp"

#include "base/error.hpp"
#include "sqlite/statement.hpp"

#include <map>

namespace boswell::sqlite {

// SQLite's own objects have reserved names.
static constexpr auto objects_sql = R"(
SELECT type || ' ' || name, sql, tbl_name
FROM sqlite_schema
WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\')";

static constexpr auto refusing_index_sql = R"(
SELECT name
FROM pragma_index_list(?1) AS list
WHERE "unique" OR partial
    OR EXISTS (SELECT 1 FROM pragma_index_xinfo(list.name) WHERE cid = -2))";

static constexpr auto referred_sql = R"(
SELECT "table"
FROM pragma_foreign_key_list(?1))";

namespace {
struct Object {
    std::string sql;
    std::string table;
};
}  // namespace

using Objects = std::map<std::string, Object>;  // by type and name

static Objects objects_of(const Database& database) {
    Objects objects;
    Statement statement(database, objects_sql);
    for (auto use = statement.use(); use.next();)
        objects[use.get<std::string>(0)] = {use.get<std::string>(1), use.get<std::string>(2)};
    return objects;
}

static Objects objects_of(const Schema& schema) {
    auto database = Database::in_memory();
    create_schema(database, schema);
    return objects_of(database);
}

static bool lists(const Database& database, const char* sql, const std::string& argument,
                  const auto& is_meant) {
    Statement statement(database, sql);
    for (auto use = statement.use(argument); use.next();) {
        if (is_meant(use.get<std::string>(0))) return true;
    }
    return false;
}

/// True if writing our tables can fail because of an object that is not ours.
static bool can_refuse(const Database& database, const Objects& ours, const std::string& name,
                       const Object& object) {
    const auto is_our_table = [&](const std::string& table) {
        return ours.contains("table " + table);
    };
    if (name.starts_with("index ") && is_our_table(object.table))
        return lists(database, refusing_index_sql, object.table,
                     [&](const std::string& index) { return "index " + index == name; });
    return name.starts_with("table ") && lists(database, referred_sql, object.table, is_our_table);
}

void require_own_objects(const Database& database, const Schema& schema) {
    const auto ours = objects_of(schema);
    const auto found = objects_of(database);
    const auto path = database.path().string();
    for (const auto& [name, object] : ours) {
        const auto same = found.find(name);
        if (same == found.end()) throw Error("{} has no {} any more; restore a backup", path, name);
        if (same->second.sql != object.sql)
            throw Error("{}: its {} was altered; restore a backup", path, name);
    }
    for (const auto& [name, object] : found) {
        if (!ours.contains(name) && can_refuse(database, ours, name, object))
            throw Error(
                "{}: the {} is not Boswell's and could refuse what is to be stored; drop it", path,
                name);
    }
}

std::vector<std::string> foreign_objects(const Database& database, const Schema& schema) {
    const auto ours = objects_of(schema);
    std::vector<std::string> names;
    for (const auto& [name, object] : objects_of(database)) {
        if (!ours.contains(name)) names.push_back(name);
    }
    return names;
}

}  // namespace boswell::sqlite
