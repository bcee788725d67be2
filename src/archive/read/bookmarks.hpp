// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/jids.hpp"
#include "archive/reader.hpp"
#include "model/record.hpp"

#include <vector>

namespace boswell::archive {

/// All versions of the bookmarks of the accounts and rooms of the selection, whose bounds make no
/// difference; those of a room the oldest first.
std::vector<BookmarkRecord> bookmark_records(const sqlite::Database& database, Jids& jids,
                                             const Selection& selection);

}  // namespace boswell::archive
