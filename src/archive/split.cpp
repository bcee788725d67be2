// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/split.hpp"

#include "archive/guest.hpp"
#include "archive/message_ids.hpp"
#include "archive/open.hpp"
#include "archive/write/message_keys.hpp"
#include "archive/write/search_index.hpp"

#include <optional>
#include <string>

namespace boswell::archive {

// A stamp before 1999 or after the copy came is not credible.
static constexpr auto find_sql = R"(
SELECT copy.message_id, copy.joined_by, copy.seen_at,
       iif(copy.claimed_stamp BETWEEN 915148800000 AND copy.seen_at, copy.claimed_stamp, copy.seen_at),
       copy.stanza_id, address.jid, message.conversation_id, conversation.account_id
FROM message_copy AS copy
JOIN message ON message.id = copy.message_id
JOIN conversation ON conversation.id = message.conversation_id
LEFT JOIN address ON address.id = copy.stanza_id_by
WHERE copy.id = ?1)";

static constexpr auto is_message_sql = "SELECT 1 FROM message WHERE id = ?1";

// Pairing made certain that all these columns are the same for both.
static constexpr auto insert_sql = R"(
INSERT INTO message (id, conversation_id, direction, type, stamp, received_at, from_id,
                     from_resource_id, to_id, to_resource_id, body, subject, lang, thread,
                     message_id, origin_id, encryption, occupant_id, off_the_record, segmented, shown,
                     has)
SELECT ?2, conversation_id, direction, type, ?3, ?4, from_id, from_resource_id, to_id,
       to_resource_id, body, subject, lang, thread, message_id, origin_id, encryption, occupant_id,
       off_the_record, ?5, shown, has
FROM message
WHERE id = ?1)";

// Without the words of corrections: they were made to the old message.
static constexpr auto text_sql = R"(
SELECT coalesce(body, ''), coalesce(subject, ''),
       (SELECT group_concat(other.body, char(10)) FROM message_body AS other
        WHERE other.message_id = message.id AND other.body <> message.body
          AND message.shown IS NULL AND message.encryption IS NULL),
       EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides),
       CASE WHEN shown IS NOT NULL THEN shown WHEN encryption IS NULL THEN body END
FROM message
WHERE id = ?1)";

static constexpr auto files_sql = R"(
SELECT url, description, details ->> 'caption'
FROM attachment
WHERE message_id = ?1
ORDER BY n)";

static constexpr auto previews_sql = R"(
SELECT url, title
FROM link_preview
WHERE message_id = ?1
ORDER BY n)";

static constexpr auto insert_bodies_sql = R"(
INSERT INTO message_body (message_id, lang, body)
SELECT ?2, lang, body
FROM message_body
WHERE message_id = ?1)";

static constexpr auto insert_attachments_sql = R"(
INSERT INTO attachment (message_id, n, url, description, mime, size, details)
SELECT ?2, n, url, description, mime, size, details
FROM attachment
WHERE message_id = ?1)";

static constexpr auto insert_mentions_sql = R"(
INSERT INTO mention (message_id, n, uri, first, behind)
SELECT ?2, n, uri, first, behind
FROM mention
WHERE message_id = ?1)";

static constexpr auto insert_previews_sql = R"(
INSERT INTO link_preview (message_id, n, url, title, description, site, type, image)
SELECT ?2, n, url, title, description, site, type, image
FROM link_preview
WHERE message_id = ?1)";

static constexpr auto insert_local_time_sql = R"(
INSERT INTO local_time (message_id, text, zone, ambiguous)
SELECT ?2, text, zone, ambiguous
FROM local_time
WHERE message_id = ?1)";

static constexpr auto insert_annotations_sql = R"(
INSERT INTO annotation (message_id, kind, conversation_id, named_id, target_id, hides, emoji,
                        reason, jid, action, media)
SELECT ?2, kind, conversation_id, named_id, target_id, hides, emoji, reason, jid, action, media
FROM annotation
WHERE message_id = ?1)";

// Pairing joins nothing to a message with a copy that is marked 'split'.
static constexpr auto move_copy_sql = R"(
UPDATE message_copy
SET message_id = ?2, joined_by = 'split'
WHERE id = ?1)";

// Later copies with the same stanza-id were joined because of the copy that is split off, so they
// go with it.
static constexpr auto move_known_sql = R"(
UPDATE message_copy
SET message_id = ?2
WHERE message_id = ?1 AND stanza_id = ?3 AND joined_by = 'stanza-id'
  AND stanza_id_by = (SELECT id FROM address WHERE jid = ?4))";

static constexpr auto remove_keys_sql = R"(
DELETE FROM message_key
WHERE message_id = ?1
  AND NOT EXISTS (SELECT 1 FROM message_copy AS copy
                  WHERE copy.message_id = ?1 AND copy.stanza_id IS NOT NULL))";

// Nothing is joined to the old message any more either: the same mistake would be made again.
static constexpr auto mark_rest_sql = R"(
UPDATE message_copy
SET joined_by = 'split'
WHERE message_id = ?1 AND joined_by = 'first')";

namespace {

struct Joined {
    std::int64_t message;
    std::string joined_by;
    Time seen_at;
    Time stamp;
    std::optional<StanzaId> stanza_id;
    std::int64_t conversation;
    std::int64_t account;
};

struct OwnText {
    IndexedText indexed;
    bool hidden;
};

}  // namespace

static std::optional<Joined> find(sqlite::Database& database, std::int64_t copy) {
    sqlite::Statement statement(database, find_sql);
    auto use = statement.use(copy);
    if (!use.next()) return std::nullopt;
    Joined joined{.message = use.get<std::int64_t>(0),
                  .joined_by = use.get<std::string>(1),
                  .seen_at = use.get<Time>(2),
                  .stamp = use.get<Time>(3),
                  .stanza_id = std::nullopt,
                  .conversation = use.get<std::int64_t>(6),
                  .account = use.get<std::int64_t>(7)};
    if (!use.is_null(4) && !use.is_null(5))
        joined.stanza_id = {use.get<std::string>(4), Jid::of(use.get<std::string_view>(5))};
    return joined;
}

static Joined find_joined(sqlite::Database& database, std::int64_t copy) {
    auto joined = find(database, copy);
    if (!joined) {
        if (sqlite::Statement(database, is_message_sql).use(copy).next())
            throw Error("{0} is a message; 'boswell show {0}' lists its copies with their numbers",
                        copy);
        throw Error("there is no copy {}; 'boswell show' prints the numbers", copy);
    }
    if (joined->joined_by == "stanza-id")
        throw Error(
            "copy {} has the same id from the same archive as another copy of message {}: "
            "it is the same message",
            copy, joined->message);
    if (joined->joined_by == "import")
        throw Error(
            "copy {} of message {} only says that an export names this way, too; there is "
            "nothing to split",
            copy, joined->message);
    if (joined->joined_by == "first" || joined->joined_by == "split")
        throw Error("copy {} of message {} was not joined to anything; split another copy", copy,
                    joined->message);
    return *std::move(joined);
}

static void move_key(sqlite::Database& database, Addresses& addresses, const Joined& joined,
                     std::int64_t id) {
    if (!joined.stanza_id) return;
    sqlite::Statement(database, move_known_sql)
        .run(joined.message, id, joined.stanza_id->id, joined.stanza_id->by.str());
    sqlite::Statement(database, remove_keys_sql).run(joined.message);
    MessageKeys(database, addresses).add(joined.account, *joined.stanza_id, id);
}

static std::vector<Attachment> files_of(sqlite::Database& database, std::int64_t message) {
    std::vector<Attachment> files;
    sqlite::Statement statement(database, files_sql);
    for (auto use = statement.use(message); use.next();)
        files.push_back({.url = use.get<std::string>(0),
                         .description = use.get<std::string>(1),
                         .mime = {},
                         .size = {},
                         .caption = use.get<std::string>(2)});
    return files;
}

static std::vector<LinkPreview> previews_of(sqlite::Database& database, std::int64_t message) {
    std::vector<LinkPreview> previews;
    sqlite::Statement statement(database, previews_sql);
    for (auto use = statement.use(message); use.next();)
        previews.push_back({.url = use.get<std::string>(0), .title = use.get<std::string>(1)});
    return previews;
}

static OwnText own_text(sqlite::Database& database, std::int64_t message) {
    sqlite::Statement statement(database, text_sql);
    auto use = statement.use(message);
    if (!use.next()) throw Error("there is no message {}", message);
    const auto body = use.get<std::string>(0);
    auto searched = use.get<std::string>(4);
    if (!use.is_null(2)) searched += '\n' + use.get<std::string>(2);
    searched = with_links(std::move(searched), files_of(database, message),
                          previews_of(database, message));
    return {indexed_text(body, use.get<std::string>(1), searched), use.get<bool>(3)};
}

static std::int64_t split(Guest& guest, std::int64_t copy) {
    auto& database = guest.database();
    const auto joined = find_joined(database, copy);
    const auto id = MessageIds(database).next_free(MessageIds::preferred(joined.stamp));
    auto text = own_text(database, joined.message);
    sqlite::Statement(database, insert_sql)
        .run(joined.message, id, joined.stamp, joined.seen_at, text.indexed.segmented);
    for (const auto* sql : {insert_bodies_sql, insert_attachments_sql, insert_mentions_sql,
                            insert_previews_sql, insert_local_time_sql, insert_annotations_sql})
        sqlite::Statement(database, sql).run(joined.message, id);
    sqlite::Statement(database, move_copy_sql).run(copy, id);
    sqlite::Statement(database, mark_rest_sql).run(joined.message);
    move_key(database, guest.tables().addresses, joined, id);
    auto& conversations = guest.tables().conversations;
    conversations.count(joined.conversation, joined.stamp);
    if (text.hidden) conversations.uncount(joined.conversation, joined.stamp);
    SearchIndex search(database);
    if (!text.hidden) search.add(id, joined.conversation, std::move(text.indexed.text));
    search.flush();
    return id;
}

std::int64_t split_copy(const std::filesystem::path& path, std::int64_t copy) {
    Guest guest(open_as_guest(path));
    std::int64_t id = 0;
    guest.transact([&](Guest::Clock::time_point) { id = split(guest, copy); });
    return id;
}

}  // namespace boswell::archive
