// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

namespace boswell::sqlite {

/// A scope in which foreign keys are not enforced, also within a transaction. For a change of a key
/// that updates all rows that refer to it: SQLite would look through whole tables for them, because
/// they have no index by that key.
class ForeignKeysOff {
public:
    explicit ForeignKeysOff(Database& database);
    ~ForeignKeysOff();
    ForeignKeysOff(const ForeignKeysOff&) = delete;
    ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;

private:
    Database& database_;
};

}  // namespace boswell::sqlite
