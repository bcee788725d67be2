// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "archive/write/conversations.hpp"
#include "archive/write/messages.hpp"
#include "archive/write/presences.hpp"
#include "archive/write/quarantine.hpp"
#include "archive/write/receipts.hpp"
#include "archive/write/rooms.hpp"
#include "archive/write/rosters.hpp"
#include "archive/write/server_archives.hpp"
#include "archive/write/vcards.hpp"
#include "model/event.hpp"

namespace boswell::archive {

/// The aggregates that write, each with its tables, its prepared statements and what it remembers
/// of rows. There is one of each on a connection, so that none remembers what another one undid.
struct Tables {
    explicit Tables(sqlite::Database& database);
    Tables(const Tables&) = delete;
    Tables& operator=(const Tables&) = delete;

    void write(const Event& event);
    /// Writes what was kept back for the end of a batch. To be called before the commit.
    void flush();
    /// After it nothing is remembered that was derived from rows, absences included. To be called
    /// when a transaction was undone, and when somebody else has written.
    void forget() noexcept;

    Accounts accounts;
    Addresses addresses;
    Conversations conversations;
    Messages messages;
    Receipts receipts;
    Presences presences;
    Rosters rosters;
    VCards vcards;
    Quarantine quarantine;
    ServerArchives server_archives;
    Rooms rooms;
};

}  // namespace boswell::archive
