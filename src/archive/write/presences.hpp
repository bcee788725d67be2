// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "archive/write/occupants.hpp"
#include "model/presence.hpp"

namespace boswell::archive {

/// Table presence: every presence stanza as it was seen, in the order of arrival.
class Presences {
public:
    Presences(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    void write(const Presence& presence);
    void forget() noexcept { occupants_.forget(); }

private:
    Accounts& accounts_;
    Addresses& addresses_;
    Occupants occupants_;
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
