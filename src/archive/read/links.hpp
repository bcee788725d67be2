// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"
#include "sqlite/statement.hpp"

namespace boswell::archive {

/// Reads to which files, people and pages a message refers, for its record.
class LinkRows {
public:
    explicit LinkRows(const sqlite::Database& database);

    /// From the table attachment.
    void add_attachments(MessageRecord& record);
    /// From the tables mention and link_preview.
    void add_links(MessageRecord& record);

private:
    void add_lists(const std::string& details, Attachment& file);

    sqlite::Statement attachments_;
    sqlite::Statement hashes_;
    sqlite::Statement thumbnails_;
    sqlite::Statement mentions_;
    sqlite::Statement previews_;
};

}  // namespace boswell::archive
