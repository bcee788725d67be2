// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/undefended.hpp"

#include <sqlite3.h>

namespace boswell::sqlite {

static void defend(Database& database, int on) {
    ::sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DEFENSIVE, on, nullptr);
}

Undefended::Undefended(Database& database) : database_(database) { defend(database, 0); }
Undefended::~Undefended() { defend(database_, 1); }

}  // namespace boswell::sqlite
