// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/substring_index.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace boswell::archive {

/// Table trigram: the optional index for substrings. It holds the texts that the table search
/// holds, as trigram_text() has them. Messages that the index is not to have, because
/// it is not wanted or not that far, are left out.
class TrigramIndex {
public:
    explicit TrigramIndex(sqlite::Database& database);

    /// `text` as in search_content. The ids should ascend: FTS5 writes its pending rows to the disk
    /// whenever one is smaller than the last one.
    void add(std::int64_t message, std::string_view text);
    /// `text` must be the text that add() was given.
    void remove(std::int64_t message, std::string_view text);
    /// To be called after a transaction was undone, and after another connection has written.
    void forget() noexcept { state_.reset(); }

private:
    bool has(std::int64_t message);

    sqlite::Database& database_;
    sqlite::Statement insert_;
    sqlite::Statement remove_;
    std::optional<SubstringIndex> state_;
};

}  // namespace boswell::archive
