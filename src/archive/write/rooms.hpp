// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "model/event.hpp"

namespace boswell::archive {

/// Table room: which rooms an account is in, or why it is not.
class Rooms {
public:
    Rooms(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    void write(const RoomChanged& change);

private:
    Accounts& accounts_;
    Addresses& addresses_;
    sqlite::Statement set_;
};

}  // namespace boswell::archive
