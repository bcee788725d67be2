// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/messages.hpp"

#include "archive/related_rows.hpp"

#include <algorithm>
#include <string>

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO message (id, conversation_id, direction, type, stamp, received_at, from_id,
                     from_resource_id, to_id, to_resource_id, body, subject, lang, thread,
                     message_id, origin_id, encryption, segmented, occupant_id, off_the_record,
                     shown, has)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
       ?21, ?22
WHERE NOT EXISTS (SELECT 1 FROM moved_message WHERE old_id = ?1)
ON CONFLICT (id) DO NOTHING)";

// A stanza may have two bodies of one language, against the rules (RFC 6121 5.2.3). Only the first
// one is stored here; the original stanza has the other.
static constexpr auto insert_body_sql = R"(
INSERT INTO message_body (message_id, lang, body)
VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING)";

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

Messages::Messages(sqlite::Database& database, Accounts& accounts, Addresses& addresses,
                   Conversations& conversations)
    : accounts_(accounts),
      addresses_(addresses),
      conversations_(conversations),
      copies_(database, addresses),
      ids_(database),
      keys_(database, addresses),
      pairing_(database, addresses),
      search_(database),
      attachments_(database),
      third_parties_(database, addresses),
      moved_(database, conversations, keys_, search_),
      annotations_(database, keys_, conversations_, search_),
      imported_(database),
      insert_(database, insert_sql),
      insert_body_(database, insert_body_sql),
      complete_(database, complete_sql),
      find_lacking_text_(database, find_lacking_text_sql),
      complete_text_(database, complete_text_sql),
      database_(database) {}

void Messages::write(const Message& message) {
    const auto place = place_of(message);
    if (const auto known = find_by_stanza_id(place, message)) {
        moved_.correct(*known, message);
        const bool again = copies_.has(*known, message);  // the archive was fetched again
        imported_.confirm(*known, message, again);
        if (again) return;
        copies_.add(*known, message, "stanza-id");
        complete(*known, message);
        return;
    }
    write_new(place, message);
}

Annotations::Conversation Messages::place_of(const Message& message) {
    const auto account = accounts_.id_of(message.account);
    const auto with = addresses_.id_of(message.with);
    return {account, conversations_.id_of(account, with, message.in_room), message.with};
}

std::optional<std::int64_t> Messages::find_by_stanza_id(const Annotations::Conversation& place,
                                                        const Message& message) {
    if (!message.stanza_id) return std::nullopt;
    const auto messages = keys_.find_all(place.account, *message.stanza_id);
    if (messages.empty()) return std::nullopt;  // nearly always
    return pairing_.first_same(messages, identity_of(message, place.id, addresses_));
}

std::vector<std::int64_t> Messages::with_stanza_id(std::int64_t account, const StanzaId& id) {
    return keys_.find_all(account, id);
}

std::optional<std::int64_t> Messages::first_same(std::span<const std::int64_t> messages,
                                                 const Identity& identity) {
    return pairing_.first_same(messages, identity);
}

void Messages::write_new(const Annotations::Conversation& place, const Message& message) {
    const auto conversation = place.id;
    const bool is_known_time =
        message.via == Via::archive && conversations_.reaches(conversation, message.stamp);
    const auto match = pairing_.find({conversation, is_known_time}, message);
    const auto id =
        match ? match->message : insert(place, message, MessageIds::preferred(message.stamp));
    if (!match) annotations_.add(place, id, message);
    copies_.add(id, message, match ? match->joined_by : "first");
    if (match) {
        complete(id, message);
        moved_.correct(id, message);
        imported_.confirm(id, message);
    }
    if (message.stanza_id) {
        keys_.add(place.account, *message.stanza_id, id);
        if (match) pairing_.remove_provisional(conversation, id);
    } else if (!match) {
        pairing_.add_provisional(conversation, id);
    }
    annotations_.arrive(place, message);
}

std::int64_t Messages::add(const Message& message, std::span<const Via> ways, std::int64_t id,
                           std::optional<std::int64_t> target) {
    const auto place = place_of(message);
    id = insert(place, message, MessageIds::kept(id, message.stamp));
    if (target) {
        annotations_.add_to(*target, place, id, message);
    } else {
        annotations_.add(place, id, message);
    }
    add_copies(id, message, ways, "first");
    if (message.stanza_id) {
        keys_.add(place.account, *message.stanza_id, id);
    } else {
        pairing_.add_provisional(place.id, id);
    }
    annotations_.arrive(place, message);
    return id;
}

/// Whether a copy that came this way has a delay stamp. A record names who delayed the message, but
/// not which of its copies had the stamp.
static bool is_delayed(Via via) {
    return via == Via::offline || via == Via::archive || via == Via::room_history;
}

void Messages::add_copies(std::int64_t id, const Message& message, std::span<const Via> ways,
                          std::string_view joined_by) {
    const auto delayed = std::ranges::find_if(ways, is_delayed);
    for (auto way = ways.begin(); way != ways.end(); ++way) {
        auto copy = message;
        copy.via = *way;
        if (way != (delayed == ways.end() ? ways.begin() : delayed)) copy.delay.reset();
        copies_.add(id, copy, way == ways.begin() ? joined_by : "import");
    }
}

bool Messages::complete_copies(std::int64_t id, const Message& message, std::span<const Via> ways) {
    const auto place = place_of(message);
    auto lacking = copies_.lacking(id, ways);
    const bool lacks_id = message.stanza_id && !has_stanza_id(place.account, id, message);
    if (lacks_id && lacking.empty()) lacking.push_back(ways.front());
    add_copies(id, message, lacking, "import");
    if (lacks_id) {
        keys_.add(place.account, *message.stanza_id, id);
        pairing_.remove_provisional(place.id, id);
        annotations_.arrive(place, message);
    }
    return !lacking.empty();
}

/// Whether a copy of the message `id` has the stanza-id that `message` has.
bool Messages::has_stanza_id(std::int64_t account, std::int64_t id, const Message& message) {
    const auto named = keys_.find_all(account, *message.stanza_id);
    return std::ranges::find(named, id) != named.end();
}

/// The language of the body that best_text() takes.
static std::string_view best_lang(const std::vector<LangText>& texts) {
    const auto best = best_text(texts);
    const auto is_best = [&](const LangText& text) { return text.text.data() == best.data(); };
    const auto found = std::find_if(texts.begin(), texts.end(), is_best);
    return found == texts.end() ? std::string_view() : std::string_view(found->lang);
}

std::int64_t Messages::insert(const Annotations::Conversation& conversation, const Message& message,
                              std::int64_t preferred) {
    auto indexed = indexed_text(best_text(message.bodies), best_text(message.subjects),
                                searched_text(message));
    const auto id = insert_row(conversation.id, message, preferred, indexed);
    insert_bodies(id, message);
    attachments_.add(id, message.attachments);
    third_parties_.see(id, message);
    conversations_.count(conversation.id, message.stamp);
    search_.add(id, conversation.id, std::move(indexed.text));
    return id;
}

/// Nearly every client gives the same id in both places.
static bool has_same_origin_id(const Message& message) {
    return !message.origin_id.empty() && message.origin_id == message.message_id;
}

static std::int64_t related_rows(const Message& message) {
    std::int64_t has = 0;
    if (message.bodies.size() > 1) has |= related::bodies;
    if (!message.attachments.empty()) has |= related::attachments;
    if (message.annotation || message.reply) has |= related::annotates;
    if (has_same_origin_id(message)) has |= related::same_origin_id;
    return has;
}

std::int64_t Messages::insert_row(std::int64_t conversation, const Message& message,
                                  std::int64_t preferred, const IndexedText& indexed) {
    const auto side = message.paged_backwards ? MessageIds::Side::before : MessageIds::Side::after;
    auto id = ids_.first_try(preferred, side);
    const auto run = [&] {
        insert_.run(id, conversation, to_string(message.direction), to_string(message.type),
                    message.stamp, message.received_at, addresses_.id_of(message.from),
                    addresses_.resource_id_of(message.from), addresses_.find_id_of(message.to),
                    addresses_.resource_id_of(message.to),
                    sqlite::or_null(best_text(message.bodies)),
                    sqlite::or_null(best_text(message.subjects)),
                    sqlite::or_null(best_lang(message.bodies)), sqlite::or_null(message.thread),
                    sqlite::or_null(message.message_id),
                    sqlite::or_null(has_same_origin_id(message) ? "" : message.origin_id),
                    sqlite::or_null(message.encryption), indexed.segmented,
                    sqlite::or_null(message.occupant_id), message.off_the_record, message.shown,
                    related_rows(message));
        return database_.changes() == 1;
    };
    if (!run()) {  // hardly ever: so there is no look-up before the insert
        id = side == MessageIds::Side::before ? ids_.previous_free(preferred)
                                              : ids_.next_free(preferred);
        if (!run()) throw Error("message id {} was free and is taken", id);
    }
    ids_.given(id);
    return id;
}

void Messages::insert_bodies(std::int64_t id, const Message& message) {
    if (message.bodies.size() < 2) return;
    for (const auto& body : message.bodies) insert_body_.run(id, body.lang, body.text);
}

bool Messages::complete(std::int64_t id, const Message& message) {
    third_parties_.see(id, message);
    complete_.run(id, addresses_.find_id_of(message.to), addresses_.resource_id_of(message.to),
                  sqlite::or_null(message.thread), sqlite::or_null(message.message_id),
                  sqlite::or_null(message.origin_id), sqlite::or_null(message.encryption),
                  sqlite::or_null(message.occupant_id),
                  sqlite::or_null(message.knows_direction ? to_string(message.direction) : ""));
    const bool changed = database_.changes() > 0;
    return complete_text(id, message) || changed;
}

bool Messages::complete_text(std::int64_t id, const Message& message) {
    std::string body(best_text(message.bodies));
    std::string subject(best_text(message.subjects));
    std::string lang(best_lang(message.bodies));
    std::string bodies = searched_text(message);
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
            bodies += '\n' + old_text;  // the corrections' texts
        if (!use.is_null(1)) {
            body = use.get<std::string>(1);
            lang = use.get<std::string>(3);
            bodies = old_text;
        }
        if (!use.is_null(2)) subject = use.get<std::string>(2);
    }
    if (bodies != old_text) insert_bodies(id, message);
    auto indexed = indexed_text(body, subject, bodies);
    complete_text_.run(id, sqlite::or_null(body), sqlite::or_null(subject), sqlite::or_null(lang),
                       indexed.segmented, message.shown,
                       message.bodies.size() > 1 ? related::bodies : 0);
    if (!hidden) search_.replace(id, conversation, old_text, std::move(indexed.text));
    return true;
}

void Messages::flush() {
    moved_.flush();
    search_.flush();
}

void Messages::forget() noexcept {
    ids_.forget();
    moved_.forget();
    pairing_.forget();
    imported_.forget();
    search_.forget();
}

}  // namespace boswell::archive
