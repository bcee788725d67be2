// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "model/event.hpp"

namespace boswell::archive {

/// Tables coverage, collection_cursor, gap and stream: where the next login goes on, and of which
/// times messages can no longer be fetched.
class ServerArchives {
public:
    ServerArchives(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    void write(const ArchiveProgress& progress);
    void write(const CollectionsFetched& fetched);
    void write(const GapFound& gap);
    void write(const StreamState& stream);

private:
    Accounts& accounts_;
    Addresses& addresses_;
    sqlite::Statement set_coverage_;
    sqlite::Statement set_cursor_;
    sqlite::Statement set_listed_;
    sqlite::Statement insert_gap_;
    sqlite::Statement set_stream_;
    sqlite::Statement delete_stream_;
};

}  // namespace boswell::archive
