// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>

namespace boswell::archive {

/// Tables mention and link_preview: of whom messages speak, and what they say of pages.
class MessageLinks {
public:
    explicit MessageLinks(sqlite::Database& database);

    void add(std::int64_t id, const Message& message);
    /// Adds them to a message that is here already and has none. True if there were any.
    bool add_lacking(std::int64_t id, const Message& message);

private:
    sqlite::Statement insert_mention_;
    sqlite::Statement insert_preview_;
    sqlite::Statement has_any_;
};

}  // namespace boswell::archive
