// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/attachments.hpp"

#include "base/json_object.hpp"

#include <optional>
#include <string>
#include <utility>

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO attachment (message_id, n, url, description, mime, size, details)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))";

// Behind those that are there.
static constexpr auto add_lacking_sql = R"(
INSERT INTO attachment (message_id, n, url, description, mime, size, details)
SELECT ?1, (SELECT ifnull(max(n) + 1, 0) FROM attachment WHERE message_id = ?1), ?2, ?3, ?4, ?5, ?6
WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE message_id = ?1 AND url = ?2))";

static constexpr auto describe_sql = R"(
UPDATE attachment
SET details = ?3
WHERE message_id = ?1 AND url = ?2 AND details IS NULL)";

Attachments::Attachments(sqlite::Database& database)
    : database_(database),
      insert_(database, insert_sql),
      add_lacking_(database, add_lacking_sql),
      describe_(database, describe_sql) {}

static void add_dimensions(JsonObject& object, const std::optional<Dimensions>& dimensions) {
    if (!dimensions) return;
    object.number("width", dimensions->width);
    object.number("height", dimensions->height);
}

/// NULL if nothing is said.
static std::optional<std::string> details_of(const Attachment& file) {
    std::string json;
    JsonObject object(json);
    object.text("caption", file.caption);
    object.text("disposition", file.disposition);
    add_dimensions(object, file.dimensions);
    if (file.length) object.number("length_ms", file.length->count());
    add_list(object, "hashes", file.hashes, [](auto& entry, const FileHash& hash) {
        entry.text("algo", hash.algo);
        entry.text("value", hash.value);
    });
    add_list(object, "thumbnails", file.thumbnails, [](auto& entry, const Thumbnail& thumbnail) {
        entry.text("uri", thumbnail.uri);
        entry.text("mime", thumbnail.mime);
        add_dimensions(entry, thumbnail.dimensions);
    });
    object.close();
    return json == "{}" ? std::nullopt : std::optional(std::move(json));
}

void Attachments::add(std::int64_t message, const std::vector<Attachment>& attachments) {
    std::int64_t n = 0;
    for (const auto& attachment : attachments) {
        insert_.run(message, n++, attachment.url, sqlite::or_null(attachment.description),
                    sqlite::or_null(attachment.mime), attachment.size, details_of(attachment));
    }
}

bool Attachments::add_lacking(std::int64_t message, const std::vector<Attachment>& attachments) {
    bool added = false;
    for (const auto& attachment : attachments) {
        add_lacking_.run(message, attachment.url, sqlite::or_null(attachment.description),
                         sqlite::or_null(attachment.mime), attachment.size, details_of(attachment));
        added |= database_.changes() > 0;
    }
    return added;
}

bool Attachments::describe(std::int64_t message, const std::vector<Attachment>& attachments) {
    bool changed = false;
    for (const auto& attachment : attachments) {
        const auto details = details_of(attachment);
        if (!details) continue;
        describe_.run(message, attachment.url, details);
        changed |= database_.changes() > 0;
    }
    return changed;
}

}  // namespace boswell::archive
