// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/annotation.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <vector>

namespace boswell::archive {

/// Table attachment: the links to files in messages.
class Attachments {
public:
    explicit Attachments(sqlite::Database& database);

    void add(std::int64_t message, const std::vector<Attachment>& attachments);
    /// Adds those whose address the message does not have yet. True if there were any.
    bool add_lacking(std::int64_t message, const std::vector<Attachment>& attachments);
    /// Adds to the files of a message that is here already what is said of them beside name, type
    /// and size, where that is not known. True if there was anything.
    bool describe(std::int64_t message, const std::vector<Attachment>& attachments);

private:
    sqlite::Database& database_;
    sqlite::Statement insert_;
    sqlite::Statement add_lacking_;
    sqlite::Statement describe_;
};

}  // namespace boswell::archive
