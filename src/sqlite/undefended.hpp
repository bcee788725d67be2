// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

namespace boswell::sqlite {

/// A scope in which the tables of SQLite's own modules can be written to (SQLITE_DBCONFIG_DEFENSIVE
/// is off): by a script that replaces the view that a full-text index reads, because that view
/// bears one of the names that are reserved for such tables, and to remove a large index in parts.
class Undefended {
public:
    explicit Undefended(Database& database);
    ~Undefended();
    Undefended(const Undefended&) = delete;
    Undefended& operator=(const Undefended&) = delete;

private:
    Database& database_;
};

}  // namespace boswell::sqlite
