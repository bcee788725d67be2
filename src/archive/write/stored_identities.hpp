// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/same_message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <functional>
#include <span>

namespace boswell::archive {

/// Reads the identities of stored messages.
class StoredIdentities {
public:
    explicit StoredIdentities(sqlite::Database& database);

    /// Looks at a candidate, whose texts are valid meanwhile; false: no other one is wanted.
    using Look = std::function<bool(std::int64_t id, const Identity& stored)>;
    /// Visits the candidates whose ids are the rows of `candidates`, in that order. What is read
    /// for one message is bounded, because a stranger can have texts of megabytes stored near it:
    /// a long text is left out if the body of `wanted` has another length, and after some megabytes
    /// there are no further candidates.
    void visit(sqlite::Use& candidates, const Identity& wanted, const Look& look);
    void visit(std::span<const std::int64_t> candidates, const Identity& wanted, const Look& look);

private:
    struct Search;
    bool visit_one(std::int64_t id, Search& search);
    Identity read(const sqlite::Use& row);

    sqlite::Database& database_;
    sqlite::Statement by_id_;
    sqlite::Statement bodies_;
};

}  // namespace boswell::archive
