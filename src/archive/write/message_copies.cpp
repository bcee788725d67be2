// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/message_copies.hpp"

namespace boswell::archive {

static constexpr auto insert_sql = R"(
INSERT INTO message_copy (message_id, via, seen_at, stanza_id, stanza_id_by, claimed_stamp,
                          stamped_by, joined_by, dictionary_id, stanza)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))";

static constexpr auto find_sql = R"(
SELECT 1
FROM message_copy AS copy
JOIN message ON message.id = copy.message_id
WHERE copy.message_id = ?1 AND copy.via = ?2 AND copy.stanza_id = ?3 AND copy.stanza_id_by = ?4
  AND (?5 OR message.body IS NULL)
LIMIT 1)";

MessageCopies::MessageCopies(sqlite::Database& database, Addresses& addresses)
    : addresses_(addresses),
      packer_(database),
      find_(database, find_sql),
      insert_(database, insert_sql) {}

bool MessageCopies::has(std::int64_t message_id, const Message& message) {
    if (message.via != Via::archive || !message.stanza_id) return false;
    return find_
        .use(message_id, to_string(message.via), message.stanza_id->id,
             addresses_.id_of(message.stanza_id->by), !best_text(message.bodies).empty())
        .next();
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
    std::optional<std::int64_t> dictionary;
    if (!message.stanza.empty()) {
        const auto packed = packer_.pack(message.stanza);
        stanza = sqlite::Blob{packed.bytes};
        dictionary = packed.dictionary;
    }
    insert_.run(message_id, to_string(message.via), message.received_at, id, id_by, claimed,
                stamped_by, joined_by, dictionary, stanza);
}

}  // namespace boswell::archive
