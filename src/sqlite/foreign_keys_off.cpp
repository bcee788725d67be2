// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/foreign_keys_off.hpp"

#include <sqlite3.h>

namespace boswell::sqlite {

// PRAGMA foreign_keys does nothing within a transaction.
static void enforce(Database& database, int on) {
    ::sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_ENABLE_FKEY, on, nullptr);
}

ForeignKeysOff::ForeignKeysOff(Database& database) : database_(database) { enforce(database, 0); }
ForeignKeysOff::~ForeignKeysOff() { enforce(database_, 1); }

}  // namespace boswell::sqlite
