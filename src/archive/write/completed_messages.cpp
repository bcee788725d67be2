// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/completed_messages.hpp"

#include "archive/related_rows.hpp"

#include <string>
#include <utility>

namespace boswell::archive {

// The row is changed only if a column can be filled in: most copies bring nothing new. Of an
// encrypted message the history of another program may have had the text: that is still read.
static constexpr auto complete_sql = R"(
UPDATE message
SET to_id = coalesce(to_id, ?2),
    to_resource_id = iif(coalesce(to_id, ?2) = ?2, coalesce(to_resource_id, ?3), to_resource_id),
    thread = coalesce(thread, ?4),
    message_id = coalesce(message_id, ?5),
    origin_id = CASE WHEN coalesce(has & 16, 0) THEN NULL
                     WHEN has IS NOT NULL AND ?6 = coalesce(message_id, ?5) THEN origin_id
                     ELSE coalesce(origin_id, ?6) END,
    has = iif(origin_id IS NULL AND ?6 = coalesce(message_id, ?5), has | 16, has),
    encryption = coalesce(encryption, ?7),
    shown = CASE WHEN shown IS NULL AND encryption IS NULL AND ?7 IS NOT NULL
                      AND (SELECT via FROM message_copy WHERE message_copy.message_id = message.id
                           ORDER BY message_copy.id LIMIT 1) = 'import'
                 THEN body ELSE shown END,
    occupant_id = coalesce(occupant_id, ?8),
    direction = coalesce(?9, direction)
WHERE id = ?1
  AND (to_id IS NULL AND ?2 IS NOT NULL
       OR to_resource_id IS NULL AND ?3 IS NOT NULL
       OR thread IS NULL AND ?4 IS NOT NULL
       OR message_id IS NULL AND ?5 IS NOT NULL
       OR origin_id IS NULL AND ?6 IS NOT NULL AND coalesce(has & 16, 0) = 0
       OR encryption IS NULL AND ?7 IS NOT NULL
       OR occupant_id IS NULL AND ?8 IS NOT NULL
       OR direction <> ?9))";

static constexpr auto find_lacking_text_sql = R"(
SELECT conversation_id, body, subject, lang, coalesce(segmented, body, subject, ''),
       EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides),
       EXISTS (SELECT 1 FROM annotation WHERE kind = 'correction' AND target_id = message.id)
FROM message
WHERE id = ?1
  AND (body IS NULL AND ?2 OR subject IS NULL AND ?3))";

static constexpr auto complete_text_sql = R"(
UPDATE message
SET body = ?2, subject = ?3, lang = ?4, segmented = ?5, shown = CASE WHEN body IS NULL THEN ?6 ELSE shown END,
    has = has | ?7
WHERE id = ?1)";

CompletedMessages::CompletedMessages(sqlite::Database& database, Addresses& addresses,
                                     ThirdParties& third_parties, MessageBodies& bodies,
                                     SearchIndex& search)
    : database_(database),
      addresses_(addresses),
      third_parties_(third_parties),
      bodies_(bodies),
      search_(search),
      complete_(database, complete_sql),
      find_lacking_text_(database, find_lacking_text_sql),
      complete_text_(database, complete_text_sql) {}

bool CompletedMessages::complete(std::int64_t id, const Message& message) {
    third_parties_.see(id, message);
    complete_.run(id, addresses_.find_id_of(message.to), addresses_.resource_id_of(message.to),
                  sqlite::or_null(message.thread), sqlite::or_null(message.message_id),
                  sqlite::or_null(message.origin_id), sqlite::or_null(message.encryption),
                  sqlite::or_null(message.occupant_id),
                  sqlite::or_null(message.knows_direction ? to_string(message.direction) : ""));
    const bool changed = database_.changes() > 0;
    return complete_text(id, message) || changed;
}

bool CompletedMessages::complete_text(std::int64_t id, const Message& message) {
    std::string body(best_text(message.bodies));
    std::string subject(best_text(message.subjects));
    std::string lang(MessageBodies::best_lang(message));
    std::string searched = searched_text(message);
    std::string old_text;
    std::int64_t conversation = 0;
    bool hidden = false;
    {
        auto use = find_lacking_text_.use(id, !body.empty(), !subject.empty());
        if (!use.next()) return false;
        conversation = use.get<std::int64_t>(0);
        old_text = use.get<std::string>(4);
        hidden = use.get<bool>(5);
        if (use.get<bool>(6) && use.is_null(1))
            searched += '\n' + old_text;  // the corrections' texts
        if (!use.is_null(1)) {
            body = use.get<std::string>(1);
            lang = use.get<std::string>(3);
            searched = old_text;
        }
        if (!use.is_null(2)) subject = use.get<std::string>(2);
    }
    if (searched != old_text) bodies_.add(id, message);
    auto indexed = indexed_text(body, subject, searched);
    complete_text_.run(id, sqlite::or_null(body), sqlite::or_null(subject), sqlite::or_null(lang),
                       indexed.segmented, message.shown,
                       message.bodies.size() > 1 ? related::bodies : 0);
    if (!hidden) search_.replace(id, conversation, old_text, std::move(indexed.text));
    return true;
}

}  // namespace boswell::archive
