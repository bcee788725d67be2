// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/error.hpp"

#include <sqlite3.h>

#include <string>

namespace boswell::sqlite {

static std::string file_name(sqlite3* connection) {
    const char* name = sqlite3_db_filename(connection, "main");
    return name == nullptr || *name == '\0' ? std::string("database") : std::string(name);
}

void throw_last_error(sqlite3* connection) {
    const int code = sqlite3_extended_errcode(connection);
    const std::string file = file_name(connection);
    const char* message = sqlite3_errmsg(connection);
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw Unavailable("{}: {}", file, message);
        case SQLITE_FULL:
            throw Unavailable("{}: no space left for it: {}", file, message);
        case SQLITE_IOERR:
            throw IoFailed("{}: {} (SQLite error {})", file, message, code);
        case SQLITE_CORRUPT:
            throw Error("{} is damaged: {}; restore a backup", file, message);
        case SQLITE_NOTADB:
            throw Error("{} is not an SQLite database", file);
        default:
            throw Error("{}: {} (SQLite error {})", file, message, code);
    }
}

}  // namespace boswell::sqlite
