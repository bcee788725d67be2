// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/stanza_codec.hpp"
#include "sqlite/database.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>

namespace boswell::archive {

/// Brings the rows that an earlier version wrote to the form in which new ones are written, so that
/// they are searched as fast and take as little room: words indexed, message.has filled in, stanzas
/// packed with marks. A transaction for each portion of messages: what was done stays done.
///
/// For the holder of the lock; nobody else may write meanwhile. Table conversion says how far it
/// is.
class Conversion {
public:
    struct Progress {
        std::int64_t done;   ///< messages
        std::int64_t total;  ///< of so many
    };

    explicit Conversion(sqlite::Database& database);

    /// Converts one portion; false if nothing was left.
    bool step();
    Progress progress() const { return progress_; }

private:
    void pack(std::int64_t after, std::int64_t until);
    void pack(const sqlite::Use& copy);

    sqlite::Database& database_;
    StanzaPacker packer_;
    StanzaUnpacker unpacker_;
    sqlite::Statement last_;
    sqlite::Statement index_;
    sqlite::Statement fill_in_;
    sqlite::Statement copies_;
    sqlite::Statement store_;
    sqlite::Statement go_on_;
    Progress progress_;
};

/// Converts all that is left, and says every few seconds in the log how far it is.
void convert(sqlite::Database& database);

}  // namespace boswell::archive
