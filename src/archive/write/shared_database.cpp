// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/shared_database.hpp"

#include "archive/schema.hpp"
#include "sqlite/transaction.hpp"

#include <utility>

namespace boswell::archive {

// Read within a transaction, and always on the same connection, this number changes with every
// commit of any other connection, and with none of this one.
static constexpr auto data_version_sql = "PRAGMA main.data_version";

SharedDatabase::SharedDatabase(sqlite::Database database)
    : database_(std::move(database)),
      file_(sqlite::find_file(database_.path())),
      tables_(database_),
      data_version_(database_, data_version_sql) {}

void SharedDatabase::transact(const std::function<void()>& work) {
    require_file();
    sqlite::Transaction transaction(database_, sqlite::Transaction::Kind::write);
    try {
        heed_other_writers();
        work();
        tables_.flush();
        transaction.commit();
    } catch (...) {
        tables_.forget();  // they may remember ids of rows that were undone
        throw;
    }
}

/// A file that was deleted can still be written to, but all of it is gone when it is closed.
void SharedDatabase::require_file() const {
    if (sqlite::find_file(database_.path()) == file_) return;
    throw sqlite::Damaged("{} was moved, deleted or replaced while it was in use; put it back",
                          database_.path().string());
}

void SharedDatabase::heed_other_writers() {
    auto use = data_version_.use();
    use.next();
    const auto version = use.get<std::int64_t>(0);
    if (version == seen_version_) return;
    tables_.forget();
    const auto found = database_.integer("PRAGMA user_version");
    if (found != schema().version())
        throw sqlite::Damaged(
            "{} was upgraded to schema {} while this boswell, which knows {}, used it",
            database_.path().string(), found, schema().version());
    seen_version_ = version;
}

}  // namespace boswell::archive
