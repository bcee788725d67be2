// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/jids.hpp"
#include "archive/read/matchers.hpp"
#include "archive/reader.hpp"
#include "archive/stanza_codec.hpp"
#include "sqlite/database.hpp"
#include "sqlite/transaction.hpp"

#include <optional>

namespace boswell::archive {

/// What the parts of the Reader share; its files are named after what they read.
struct Reader::Parts {
    explicit Parts(const std::filesystem::path& path);

    sqlite::Database database;
    Matchers matchers;
    Jids jids;
    StanzaUnpacker unpacker;
    int open_snapshots = 0;
};

/// A scope in which all reads see the same state. They nest: a callback may read as well.
class Snapshot {
public:
    template <typename Parts>
    explicit Snapshot(Parts& parts) : open_(parts.open_snapshots) {
        if (open_ == 0) transaction_.emplace(parts.database, sqlite::Transaction::Kind::read);
        ++open_;
    }
    ~Snapshot() { --open_; }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    int& open_;
    std::optional<sqlite::Transaction> transaction_;
};

}  // namespace boswell::archive
