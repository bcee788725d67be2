// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/links.hpp"

namespace boswell::archive {

static constexpr auto attachments_sql = R"(
SELECT url, description, mime, size, details, details ->> 'caption', details ->> 'disposition',
       details ->> 'width', details ->> 'height', details ->> 'length_ms'
FROM attachment
WHERE message_id = ?1
ORDER BY n)";

static constexpr auto hashes_sql = R"(
SELECT value ->> 'algo', value ->> 'value'
FROM json_each(?1, '$.hashes'))";

static constexpr auto thumbnails_sql = R"(
SELECT value ->> 'uri', value ->> 'mime', value ->> 'width', value ->> 'height'
FROM json_each(?1, '$.thumbnails'))";

static constexpr auto mentions_sql = R"(
SELECT uri, first, behind
FROM mention
WHERE message_id = ?1
ORDER BY n)";

static constexpr auto previews_sql = R"(
SELECT url, title, description, site, type, image
FROM link_preview
WHERE message_id = ?1
ORDER BY n)";

LinkRows::LinkRows(const sqlite::Database& database)
    : attachments_(database, attachments_sql),
      hashes_(database, hashes_sql),
      thumbnails_(database, thumbnails_sql),
      mentions_(database, mentions_sql),
      previews_(database, previews_sql) {}

/// In `column` and the next one.
static std::optional<Dimensions> dimensions(const sqlite::Use& use, int column) {
    if (use.is_null(column) || use.is_null(column + 1)) return std::nullopt;
    return Dimensions{use.get<std::int64_t>(column), use.get<std::int64_t>(column + 1)};
}

void LinkRows::add_attachments(MessageRecord& record) {
    for (auto use = attachments_.use(record.id); use.next();) {
        Attachment file{.url = use.get<std::string>(0),
                        .description = use.get<std::string>(1),
                        .mime = use.get<std::string>(2),
                        .size = use.get<std::optional<std::int64_t>>(3)};
        if (!use.is_null(4)) {
            file.caption = use.get<std::string>(5);
            file.disposition = use.get<std::string>(6);
            file.dimensions = dimensions(use, 7);
            if (!use.is_null(9)) file.length = milliseconds(use.get<std::int64_t>(9));
            add_lists(use.get<std::string>(4), file);
        }
        record.attachments.push_back(std::move(file));
    }
}

void LinkRows::add_lists(const std::string& details, Attachment& file) {
    for (auto use = hashes_.use(details); use.next();)
        file.hashes.push_back({use.get<std::string>(0), use.get<std::string>(1)});
    for (auto use = thumbnails_.use(details); use.next();)
        file.thumbnails.push_back(
            {use.get<std::string>(0), use.get<std::string>(1), dimensions(use, 2)});
}

void LinkRows::add_links(MessageRecord& record) {
    using Place = std::optional<std::int64_t>;
    for (auto use = mentions_.use(record.id); use.next();)
        record.mentions.push_back({use.get<std::string>(0), use.get<Place>(1), use.get<Place>(2)});
    for (auto use = previews_.use(record.id); use.next();)
        record.previews.push_back({.url = use.get<std::string>(0),
                                   .title = use.get<std::string>(1),
                                   .description = use.get<std::string>(2),
                                   .site = use.get<std::string>(3),
                                   .type = use.get<std::string>(4),
                                   .image = use.get<std::string>(5)});
}

}  // namespace boswell::archive
