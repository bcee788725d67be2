// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/migrations.hpp"

#include "base/log.hpp"
#include "sqlite/file.hpp"
#include "sqlite/transaction.hpp"
#include "sqlite/undefended.hpp"

#include <exception>
#include <string>
#include <system_error>

namespace boswell::sqlite {

static constexpr log::Domain domain{"sqlite"};

static int stored_version(const Database& database) {
    return static_cast<int>(database.integer("PRAGMA user_version"));
}

int schema_version(const Database& database, const Schema& schema) {
    const auto path = database.path().string();
    if (database.integer("PRAGMA application_id") != schema.application_id)
        throw Error("{} is another program's database", path);
    const int version = stored_version(database);
    if (version > schema.version())
        throw Error("{} has schema {}, this boswell knows {}; upgrade boswell", path, version,
                    schema.version());
    if (version < 1) throw Error("{} has schema {}, which never existed", path, version);
    return version;
}

void require_current(const Database& database, const Schema& schema) {
    const int version = schema_version(database, schema);
    if (version < schema.version())
        throw Error(
            "{} has schema {}, this boswell needs {}; run 'boswell upgrade' to bring the archive "
            "up "
            "to date",
            database.path().string(), version, schema.version());
}

/// Runs one script, unless another process was faster: the version is read again under the lock.
static void apply(Database& database, const Migration& migration, int number) {
    Transaction transaction(database, Transaction::Kind::write);
    if (stored_version(database) >= number) return;
    try {
        const Undefended scope(database);
        database.execute(std::string(migration.sql));
    } catch (const Unavailable&) {
        throw;
    } catch (const Error&) {
        std::throw_with_nested(Error("schema migration {} failed", migration.name));
    }
    database.execute(fmt::format("PRAGMA user_version = {}", number));
    transaction.commit();
}

static void apply_from(Database& database, const Schema& schema, int version) {
    for (int number = version + 1; number <= schema.version(); ++number) {
        apply(database, schema.migrations[static_cast<std::size_t>(number - 1)], number);
    }
}

void create_schema(Database& database, const Schema& schema) {
    database.execute(fmt::format("PRAGMA application_id = {}", schema.application_id));
    apply_from(database, schema, 0);
}

/// Made aside and moved into place, so that a copy with this name is always complete.
static void keep_copy(const Database& database, int version) {
    const auto copy = fmt::format("{}.v{}-backup", database.path().string(), version);
    const auto part = copy + ".part";
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    database.copy_to(part);
    std::filesystem::rename(part, copy);
    sync_file(copy);
}

void migrate(Database& database, const Schema& schema) {
    const int version = schema_version(database, schema);
    if (version == schema.version()) return;
    keep_copy(database, version);
    apply_from(database, schema, version);
    log::notice(domain, "{}: schema {} migrated to {}; the old file is kept as {}.v{}-backup",
                database.path().string(), version, schema.version(), database.path().string(),
                version);
}

void migrate_copy(Database& database, const Schema& schema) {
    apply_from(database, schema, schema_version(database, schema));
}

}  // namespace boswell::sqlite
