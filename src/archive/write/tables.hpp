// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "archive/write/avatars.hpp"
#include "archive/write/bookmarks.hpp"
#include "archive/write/conversations.hpp"
#include "archive/write/device_keys.hpp"
#include "archive/write/login_refusals.hpp"
#include "archive/write/messages.hpp"
#include "archive/write/pep_events.hpp"
#include "archive/write/presences.hpp"
#include "archive/write/quarantine.hpp"
#include "archive/write/read_marks.hpp"
#include "archive/write/receipts.hpp"
#include "archive/write/rooms.hpp"
#include "archive/write/rosters.hpp"
#include "archive/write/server_archives.hpp"
#include "archive/write/server_terms.hpp"
#include "archive/write/vcards.hpp"
#include "model/event.hpp"

namespace boswell::archive {

/// The aggregates that write, each with its tables, its prepared statements and the ids that it
/// remembers. A connection has one of each, so that none remembers rows that another one undid.
struct Tables {
    explicit Tables(sqlite::Database& database);
    Tables(const Tables&) = delete;
    Tables& operator=(const Tables&) = delete;

    void write(const Event& event);
    /// Writes the rows that were kept back for the end of a batch. To be called before the commit.
    void flush();
    /// Forgets all that was derived from rows, also that a row does not exist. To be called after a
    /// transaction was undone, and after another connection has written.
    void forget() noexcept;

    Accounts accounts;
    Addresses addresses;
    Conversations conversations;
    Messages messages;
    Receipts receipts;
    ReadMarks read_marks;
    Bookmarks bookmarks;
    Presences presences;
    Rosters rosters;
    Avatars avatars;
    VCards vcards;
    PepEvents pep_events;
    DeviceKeys device_keys;
    Quarantine quarantine;
    LoginRefusals login_refusals;
    ServerArchives server_archives;
    ServerTerms server_terms;
    Rooms rooms;
};

}  // namespace boswell::archive
