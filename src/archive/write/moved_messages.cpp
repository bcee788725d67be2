// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/moved_messages.hpp"

#include "sqlite/foreign_keys_off.hpp"

#include <chrono>
#include <string>

namespace boswell::archive {

using namespace std::chrono_literals;

// Closer than this, the two clocks agree, and ours has seen in which order the messages came.
static constexpr milliseconds clocks_agree = 5s;
// Readers find a message by its time although its id is this far from there.
static constexpr milliseconds near_enough = 1h;

// A message that somebody else has dated has another stamp than the time of its arrival.
static constexpr auto find_sql = R"(
SELECT stamp
FROM message
WHERE id = ?1 AND stamp = received_at)";

static constexpr auto set_stamp_sql = R"(
UPDATE message
SET stamp = ?2
WHERE id = ?1)";

static constexpr auto place_sql = "SELECT stamp, conversation_id FROM message WHERE id = ?1";

static constexpr auto hidden_sql = "SELECT 1 FROM annotation WHERE message_id = ?1 AND hides";

static constexpr auto text_sql = "SELECT text FROM search_content WHERE id = ?1";

static constexpr auto keys_sql = R"(
SELECT DISTINCT copy.stanza_id, address.jid, conversation.account_id
FROM message_copy AS copy
JOIN address ON address.id = copy.stanza_id_by
JOIN message ON message.id = copy.message_id
JOIN conversation ON conversation.id = message.conversation_id
WHERE copy.message_id = ?1 AND copy.stanza_id IS NOT NULL)";

// It has no index by message alone.
static constexpr auto move_provisional_sql = R"(
UPDATE provisional
SET message_id = ?2
WHERE message_id = ?1
  AND conversation_id = (SELECT conversation_id FROM message WHERE id = ?2))";

// The index is by kind.
static constexpr auto move_target_sql = R"(
UPDATE annotation
SET target_id = ?2
WHERE target_id = ?1
  AND kind IN ('correction', 'retraction', 'moderation', 'reaction', 'reply', 'call'))";

// From id ?1 to id ?2, the message first. Every table that refers to a message is here, but
// message_key, whose rows are found by their hash.
static constexpr const char* move_sql[] = {
    "UPDATE message SET id = ?2 WHERE id = ?1",
    "UPDATE message_body SET message_id = ?2 WHERE message_id = ?1",
    "UPDATE message_copy SET message_id = ?2 WHERE message_id = ?1",
    "UPDATE attachment SET message_id = ?2 WHERE message_id = ?1",
    "UPDATE mention SET message_id = ?2 WHERE message_id = ?1",
    "UPDATE link_preview SET message_id = ?2 WHERE message_id = ?1",
    "UPDATE local_time SET message_id = ?2 WHERE message_id = ?1",
    move_provisional_sql,
    "UPDATE annotation SET message_id = ?2 WHERE message_id = ?1",
    move_target_sql,
    "UPDATE omemo_message SET message_id = ?2 WHERE message_id = ?1",
    "UPDATE imported_message SET message_id = ?2 WHERE message_id = ?1",
    "UPDATE moved_message SET message_id = ?2 WHERE message_id = ?1",
    "INSERT INTO moved_message (old_id, message_id) VALUES (?1, ?2)",
};

MovedMessages::MovedMessages(sqlite::Database& database, Conversations& conversations,
                             MessageKeys& keys, SearchIndex& search)
    : database_(database),
      conversations_(conversations),
      keys_(keys),
      search_(search),
      ids_(database),
      find_(database, find_sql),
      set_stamp_(database, set_stamp_sql),
      find_hidden_(database, hidden_sql),
      place_(database, place_sql),
      text_(database, text_sql),
      find_keys_(database, keys_sql) {
    for (const auto* sql : move_sql) move_.emplace_back(database, sql);
}

/// When the archive of the account's own server took the message.
static std::optional<Time> archived_at(const Message& copy) {
    const bool by_own_archive = copy.via == Via::archive && !copy.reduced && copy.stanza_id &&
                                copy.stanza_id->by == copy.account;
    if (!by_own_archive || !copy.delay) return std::nullopt;
    const auto& by = copy.delay->by;
    if (by != copy.account && by != copy.account.domain()) return std::nullopt;
    return copy.delay->stamp;
}

void MovedMessages::correct(std::int64_t id, const Message& copy) {
    const auto better = archived_at(copy);
    if (!better) return;
    auto use = find_.use(id);
    if (!use.next() || std::chrono::abs(*better - use.get<Time>(0)) <= clocks_agree) return;
    restamp(id, *better);
}

void MovedMessages::restamp(std::int64_t id, Time better) {
    const auto [stamp, conversation] = place(id);
    if (better == stamp) return;
    set_stamp_.run(id, better);
    const bool is_hidden = find_hidden_.use(id).next();
    conversations_.restamp(conversation, stamp, better,
                           is_hidden ? Conversations::Counted::no : Conversations::Counted::yes);
    if (std::chrono::abs(better - stamp) > near_enough) waiting_.insert(id);
}

MovedMessages::Place MovedMessages::place(std::int64_t id) {
    auto use = place_.use(id);
    if (!use.next()) throw Error("there is no message {} to be moved", id);
    return {.stamp = use.get<Time>(0), .conversation = use.get<std::int64_t>(1)};
}

void MovedMessages::flush() {
    if (waiting_.empty()) return;
    const sqlite::ForeignKeysOff off(database_);
    for (const auto id : waiting_) move(id);
    waiting_.clear();
}

std::vector<MovedMessages::Key> MovedMessages::keys_of(std::int64_t id) {
    std::vector<Key> keys;
    for (auto use = find_keys_.use(id); use.next();)
        keys.push_back({use.get<std::int64_t>(2),
                        {use.get<std::string>(0), Jid::of(use.get<std::string_view>(1))}});
    return keys;
}

void MovedMessages::move(std::int64_t id) {
    const auto [stamp, conversation] = place(id);
    std::string text;
    if (auto use = text_.use(id); use.next()) text = use.get<std::string>(0);
    const auto to = ids_.next_free(MessageIds::preferred(stamp));
    for (const auto& key : keys_of(id)) keys_.move(key.account, key.id, id, to);
    search_.remove(id, conversation, text);
    for (auto& statement : move_) statement.run(id, to);
    search_.add(to, conversation, std::move(text));
}

}  // namespace boswell::archive
