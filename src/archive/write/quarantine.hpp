// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "model/event.hpp"

namespace boswell::archive {

/// Table quarantine: stanzas that could not be taken, so that nobody wonders where they went.
class Quarantine {
public:
    Quarantine(sqlite::Database& database, Accounts& accounts);

    void write(const Quarantined& stanza);

private:
    Accounts& accounts_;
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
