// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/restore/import_run.hpp"
#include "archive/restore/record.hpp"
#include "archive/write/tables.hpp"

namespace boswell::archive {

/// Brings versions of bookmarks back.
class RestoreBookmarks {
public:
    /// All of them outlive this.
    RestoreBookmarks(sqlite::Database& database, Tables& tables, ImportRun& run);

    /// A version that was first seen at the same time is the same one.
    Outcome restore(const BookmarkRecord& record);

private:
    sqlite::Database& database_;
    Tables& tables_;
    ImportRun& run_;
    sqlite::Statement insert_;
    sqlite::Statement confirm_;
};

}  // namespace boswell::archive
