// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/presence_contents.hpp"

namespace boswell::archive {

/// Moves the presences that a version before 25 of the schema wrote from table earlier_presence to
/// where new ones are written, a transaction for each portion: what was moved stays moved.
///
/// For the holder of the lock; nobody else may write meanwhile.
class EarlierPresences {
public:
    explicit EarlierPresences(sqlite::Database& database);

    /// Moves one portion; false if nothing was left.
    bool step();
    std::int64_t moved() const { return moved_; }

private:
    sqlite::Database& database_;
    PresenceContents contents_;
    sqlite::Statement next_;
    sqlite::Statement insert_;
    sqlite::Statement remove_;
    std::int64_t moved_ = 0;
};

}  // namespace boswell::archive
