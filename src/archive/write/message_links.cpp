// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/message_links.hpp"

namespace boswell::archive {

static constexpr auto insert_mention_sql = R"(
INSERT INTO mention (message_id, n, uri, first, behind)
VALUES (?1, ?2, ?3, ?4, ?5))";

static constexpr auto insert_preview_sql = R"(
INSERT INTO link_preview (message_id, n, url, title, description, site, type, image)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))";

static constexpr auto has_any_sql = R"(
SELECT 1
WHERE EXISTS (SELECT 1 FROM mention WHERE message_id = ?1)
   OR EXISTS (SELECT 1 FROM link_preview WHERE message_id = ?1))";

MessageLinks::MessageLinks(sqlite::Database& database)
    : insert_mention_(database, insert_mention_sql),
      insert_preview_(database, insert_preview_sql),
      has_any_(database, has_any_sql) {}

void MessageLinks::add(std::int64_t id, const Message& message) {
    std::int64_t n = 0;
    for (const auto& mention : message.mentions)
        insert_mention_.run(id, n++, mention.uri, mention.begin, mention.end);
    n = 0;
    for (const auto& preview : message.previews)
        insert_preview_.run(id, n++, preview.url, sqlite::or_null(preview.title),
                            sqlite::or_null(preview.description), sqlite::or_null(preview.site),
                            sqlite::or_null(preview.type), sqlite::or_null(preview.image));
}

bool MessageLinks::add_lacking(std::int64_t id, const Message& message) {
    if (message.mentions.empty() && message.previews.empty()) return false;
    if (has_any_.use(id).next()) return false;
    add(id, message);
    return true;
}

}  // namespace boswell::archive
