// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/error.hpp"

#include "sqlite/time_over.hpp"

#include <sqlite3.h>

#include <string>

namespace boswell::sqlite {

static std::string file_name(sqlite3* connection) {
    const char* name = sqlite3_db_filename(connection, "main");
    return name == nullptr || *name == '\0' ? std::string("temporary database") : std::string(name);
}

/// Closing the last connection would copy the log into the file and remove it.
static void leave_as_is(sqlite3* connection) {
    sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void throw_last_error(sqlite3* connection) {
    const int code = sqlite3_extended_errcode(connection);
    const std::string file = file_name(connection);
    const char* message = sqlite3_errmsg(connection);
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw Locked("{}: {}", file, message);
        case SQLITE_INTERRUPT:
            throw TimeOver("{}: it took too long", file);
        case SQLITE_FULL:
            throw Unavailable("{}: no space left for it: {}", file, message);
        case SQLITE_IOERR:
            throw IoFailed("{}: {} (SQLite error {})", file, message, code);
        case SQLITE_CANTOPEN:
            throw Error(
                "{}: {}; if its log ({}-wal) is there and may not be read, or the folder may not "
                "be "
                "written, copy both into a folder of your own",
                file, message, file);
        case SQLITE_CORRUPT:
            leave_as_is(connection);
            throw Damaged("{} is damaged: {}; restore a backup", file, message);
        case SQLITE_NOTADB:
            leave_as_is(connection);
            throw Damaged("{} is not an SQLite database", file);
        default:
            throw Error("{}: {} (SQLite error {})", file, message, code);
    }
}

}  // namespace boswell::sqlite
