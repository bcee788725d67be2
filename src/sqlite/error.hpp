// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"

struct sqlite3;

namespace boswell::sqlite {

/// The database cannot take anything at the moment: locked, disk full, I/O error. Nothing was
/// changed; try again later.
class Unavailable : public Error {
public:
    using Error::Error;
};

/// Another connection writes, and went on for longer than we waited.
class Locked : public Unavailable {
public:
    using Unavailable::Unavailable;
};

/// Reading or writing the file failed. What the kernel still holds of it is not to be trusted after
/// a failed fsync, so open the database anew before trying again.
class IoFailed : public Unavailable {
public:
    using Unavailable::Unavailable;
};

/// The file is damaged, no longer a database, or no longer where it was opened. Trying again is of
/// no use, and nothing more may be written into it: a person has to look at it.
class Damaged : public Error {
public:
    using Error::Error;
};

/// Throws what SQLite's last error on `connection` means: Locked, Unavailable, IoFailed, Damaged or
/// Error, with the file's name and SQLite's message. A damaged file is left as it is also when the
/// connection is closed.
[[noreturn]] void throw_last_error(sqlite3* connection);

}  // namespace boswell::sqlite
