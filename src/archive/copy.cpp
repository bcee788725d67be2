// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/copy.hpp"

#include "archive/open.hpp"
#include "archive/reader.hpp"
#include "archive/schema.hpp"
#include "sqlite/file.hpp"
#include "sqlite/statement.hpp"

namespace boswell::archive {

Copy::Copy(const std::filesystem::path& target) : part_(target, Part::Kind::file) {}

Copy::~Copy() { sqlite::remove_database(path()); }

void Copy::make_of(const std::filesystem::path& original, const sqlite::CopyProgress& tell) {
    sqlite::Database archive(original, sqlite::Access::read_only);
    sqlite::schema_version(archive, schema());
    sqlite::copy_snapshot(archive, path(), tell);
}

void Copy::remove_keys() {
    sqlite::Database database(path(), sqlite::Access::read_write);
    if (database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'omemo_device'") == 0)
        return;
    for (const auto* table :
         {"omemo_session", "omemo_pre_key", "omemo_signed_pre_key", "omemo_device"})
        database.execute(fmt::format("DELETE FROM {}", table));
    // Pages that were freed, at any time, still have what was in them.
    database.execute("VACUUM");
}

static std::vector<std::string> faults_of_older(const sqlite::Database& database) {
    std::vector<std::string> faults;
    sqlite::Statement integrity(database, "PRAGMA integrity_check(100)");
    for (auto use = integrity.use(); use.next();) {
        if (use.get<std::string_view>(0) != "ok")
            faults.push_back("the file is damaged: " + use.get<std::string>(0));
    }
    sqlite::Statement references(database, "PRAGMA foreign_key_check");
    for (auto use = references.use(); use.next();)
        faults.push_back(
            fmt::format("a row of table {} refers to a row that is gone", use.get<std::string>(0)));
    return faults;
}

static bool is_older(const sqlite::Database& database) {
    return sqlite::schema_version(database, schema()) < schema().version() ||
           has_rows_to_convert(database);
}

std::vector<std::string> Copy::faults() const {
    try {
        {
            const sqlite::Database database(path(), sqlite::Access::read_only);
            if (is_older(database)) return faults_of_older(database);
        }
        return Reader(path()).verify();
    } catch (const sqlite::Unavailable&) {
        throw;
    } catch (const Error& error) {
        return {explain(error)};
    }
}

bool Copy::upgrade() {
    {
        const sqlite::Database database(path(), sqlite::Access::read_only);
        if (!is_older(database)) return false;
    }
    upgrade_copy(path());
    return true;
}

std::int64_t Copy::bytes() const {
    return static_cast<std::int64_t>(std::filesystem::file_size(path()));
}

bool Copy::get_name(const std::filesystem::path& name, Replace replace) {
    if (!rename_file(path(), name, replace)) return false;
    sqlite::sync_file(name);
    return true;
}

}  // namespace boswell::archive
