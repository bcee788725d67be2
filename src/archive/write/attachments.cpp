// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/attachments.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO attachment (message_id, n, url, description, mime, size)
VALUES (?1, ?2, ?3, ?4, ?5, ?6))";

Attachments::Attachments(sqlite::Database& database) : insert_(database, insert_sql) {}

void Attachments::add(std::int64_t message, const std::vector<Attachment>& attachments) {
    std::int64_t n = 0;
    for (const auto& attachment : attachments) {
        insert_.run(message, n++, attachment.url, sqlite::or_null(attachment.description),
                    sqlite::or_null(attachment.mime), attachment.size);
    }
}

}  // namespace boswell::archive
