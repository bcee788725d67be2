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

static constexpr auto note_wish_sql = R"(
UPDATE message
SET off_the_record = 1
WHERE id = ?1 AND off_the_record = 0)";

static constexpr auto mark_sql = R"(
UPDATE message
SET has = has | ?2
WHERE id = ?1 AND has & ?2 = 0)";

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
      links_(database),
      third_parties_(database, addresses),
      moved_(database, conversations, keys_, search_),
      annotations_(database, keys_, conversations_, search_),
      imported_(database),
      bodies_(database),
      completed_(database, addresses, third_parties_, bodies_, search_),
      encrypted_(database, addresses),
      insert_(database, insert_sql),
      note_wish_(database, note_wish_sql),
      mark_(database, mark_sql),
      database_(database) {}

void Messages::write(const Message& message) {
    const auto place = place_of(message);
    if (const auto known = find_by_stanza_id(place, message)) {
        moved_.correct(*known, message);
        const bool again = copies_.has(*known, message);  // the archive was fetched again
        imported_.confirm(*known, message, again);
        if (again) return;
        copies_.add(*known, message, "stanza-id");
        encrypted_.see_copy(*known, message);
        completed_.complete(*known, message);
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
    return pairing_.first_same(messages, identity_of(message, place.id, addresses_),
                               {&message.via, 1});
}

std::vector<std::int64_t> Messages::with_stanza_id(std::int64_t account, const StanzaId& id) {
    return keys_.find_all(account, id);
}

std::optional<std::int64_t> Messages::first_same(std::span<const std::int64_t> messages,
                                                 const Identity& identity,
                                                 std::span<const Via> ways) {
    return pairing_.first_same(messages, identity, ways);
}

void Messages::write_new(const Annotations::Conversation& place, const Message& message) {
    const auto conversation = place.id;
    const bool is_known_time =
        message.via == Via::archive && conversations_.reaches(conversation, message.stamp);
    const auto match = pairing_.find({conversation, is_known_time}, message);
    const auto id =
        match ? match->message : insert(place, message, MessageIds::preferred(message.stamp));
    if (!match) {
        annotations_.add(place, id, message);
        encrypted_.see(place.account, id, message);
    }
    copies_.add(id, message, match ? match->joined_by : "first");
    if (match) {
        completed_.complete(id, message);
        encrypted_.see_copy(id, message);
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

bool Messages::reread(std::int64_t id, const Message& message) {
    const auto place = place_of(message);
    bool changed = completed_.complete(id, message);
    if (message.off_the_record) {
        note_wish_.run(id);
        changed |= database_.changes() > 0;
    }
    changed |= annotations_.add_lacking(place, id, message);
    changed |= reread_links(id, message);
    if (!changed) return false;
    imported_.confirm(id, message);
    annotations_.arrive(place, message);
    return true;
}

/// Adds what earlier versions did not read of files, people and pages.
bool Messages::reread_links(std::int64_t id, const Message& message) {
    const bool files = attachments_.describe(id, message.attachments);
    if (!links_.add_lacking(id, message)) return files;
    mark_.run(id, related::links);
    return true;
}

void Messages::add_content(std::int64_t id, const Message& content) {
    annotations_.add_lacking(place_of(content), id, content);
    // Its stanza may have files outside of what is encrypted, too.
    if (attachments_.add_lacking(id, content.attachments)) mark_.run(id, related::attachments);
    reread_links(id, content);
}

void Messages::confirm_text(std::int64_t id) { imported_.confirm_text(id); }

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

std::int64_t Messages::insert(const Annotations::Conversation& conversation, const Message& message,
                              std::int64_t preferred) {
    auto indexed = indexed_text(best_text(message.bodies), best_text(message.subjects),
                                searched_text(message));
    const auto id = insert_row(conversation.id, message, preferred, indexed);
    bodies_.add(id, message);
    attachments_.add(id, message.attachments);
    links_.add(id, message);
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
    if (!message.mentions.empty() || !message.previews.empty()) has |= related::links;
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
                    sqlite::or_null(MessageBodies::best_lang(message)),
                    sqlite::or_null(message.thread), sqlite::or_null(message.message_id),
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
