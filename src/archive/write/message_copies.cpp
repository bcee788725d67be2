// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/message_copies.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO message_copy (message_id, via, seen_at, stanza_id, stanza_id_by, claimed_stamp,
                          stamped_by, joined_by, dictionary_id, stanza, stanza_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))";

static constexpr auto find_sql = R"(
SELECT 1
FROM message_copy AS copy
JOIN message ON message.id = copy.message_id
WHERE copy.message_id = ?1 AND copy.via = ?2 AND copy.stanza_id = ?3 AND copy.stanza_id_by = ?4
  AND (?5 OR message.body IS NULL)
LIMIT 1)";

static constexpr auto ways_sql = R"(
SELECT 1
FROM message_copy
WHERE message_id = ?1 AND via = ?2
LIMIT 1)";

static std::string texts_sql() {
    return fmt::format("SELECT {} FROM message {} WHERE message.id = ?1", repeated_columns,
                       repeated_joins);
}

MessageCopies::MessageCopies(sqlite::Database& database, Addresses& addresses)
    : addresses_(addresses),
      packer_(database),
      find_(database, find_sql),
      ways_(database, ways_sql),
      texts_(database, texts_sql()),
      insert_(database, insert_sql) {}

bool MessageCopies::has(std::int64_t message_id, const Message& message) {
    if (message.via != Via::archive || !message.stanza_id) return false;
    return find_
        .use(message_id, to_string(message.via), message.stanza_id->id,
             addresses_.id_of(message.stanza_id->by), !best_text(message.bodies).empty())
        .next();
}

std::vector<Via> MessageCopies::lacking(std::int64_t message_id, std::span<const Via> ways) {
    std::vector<Via> lacking;
    for (const auto way : ways) {
        if (!ways_.use(message_id, to_string(way)).next()) lacking.push_back(way);
    }
    return lacking;
}

void MessageCopies::add(std::int64_t message_id, const Message& message,
                        std::string_view joined_by) {
    std::optional<std::string_view> id;
    std::optional<std::int64_t> id_by;
    if (message.stanza_id) {
        id = message.stanza_id->id;
        id_by = addresses_.id_of(message.stanza_id->by);
    }
    std::optional<Time> claimed;
    std::optional<std::int64_t> stamped_by;
    if (message.delay) {
        claimed = message.delay->stamp;
        stamped_by = addresses_.find_id_of(message.delay->by);
    }
    std::optional<sqlite::Blob> stanza;
    const auto packed = pack(message_id, message, joined_by == "first");
    if (!message.stanza.empty()) stanza = sqlite::Blob{packed.bytes};
    insert_.run(message_id, to_string(message.via), message.received_at, id, id_by, claimed,
                stamped_by, joined_by, packed.dictionary, stanza, packed.signed_hash());
}

/// The row of a message of which this is the first copy has just been made of it.
StanzaPacker::Packed MessageCopies::pack(std::int64_t message_id, const Message& message,
                                         bool is_first) {
    if (message.stanza.empty()) return {};
    const auto pack = [&](RepeatedTexts texts) {
        if (message.stanza_id) texts.stanza_id = message.stanza_id->id;
        if (message.delay) texts.claimed_stamp = message.delay->stamp;
        return packer_.pack(message.stanza, texts);
    };
    if (!is_first) {
        auto use = texts_.use(message_id);
        return use.next() ? pack(repeated_texts(use, 0)) : pack({});
    }
    const auto from = message.from.bare().str();
    const auto to = message.to.bare().str();
    return pack({.body = best_text(message.bodies),
                 .message_id = message.message_id,
                 .thread = message.thread,
                 .from = from,
                 .from_resource = message.from.resourcepart(),
                 .to = to,
                 .to_resource = message.to.resourcepart(),
                 .stanza_id = {},
                 .claimed_stamp = {}});
}

}  // namespace boswell::archive
