// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "model/event.hpp"

namespace boswell::archive {

/// Tables archive_preference and archive_extent: what servers say of their archives.
class ServerTerms {
public:
    ServerTerms(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    /// Confirms the account's last row if it says the same, else adds one. A server that has shown
    /// that it delivers what is sent to the bare JID has done so for all of the time of that row.
    void write(const ArchivePreferencesTold& told);
    void write(const ArchiveExtentTold& extent);

private:
    Accounts& accounts_;
    Addresses& addresses_;
    sqlite::Statement confirm_;
    sqlite::Statement insert_;
    sqlite::Statement set_extent_;
};

}  // namespace boswell::archive
