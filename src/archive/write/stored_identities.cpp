// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/stored_identities.hpp"

#include "sqlite/stored_length.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace boswell::archive {

static constexpr auto by_id_sql = R"(
SELECT message.id, message.conversation_id, message.direction, message.type, message.from_id,
       message.from_resource_id, message.to_id, message.to_resource_id, message.occupant_id,
       message.stamp, message.message_id, message.body, message.subject, message.thread,
       message.encryption, message.off_the_record,
       (SELECT type = 'groupchat' FROM conversation
        WHERE conversation.id = message.conversation_id),
       EXISTS (SELECT 1 FROM message_body WHERE message_body.message_id = message.id),
       NOT EXISTS (SELECT 1 FROM message_copy AS copy
                   WHERE copy.message_id = message.id AND message.body IS NULL
                     AND copy.via NOT IN ('archive', 'room-history')),
       EXISTS (SELECT 1 FROM message_copy AS copy
               WHERE copy.message_id = message.id AND copy.via = 'import')
       AND NOT EXISTS (SELECT 1 FROM message_copy AS copy
                       WHERE copy.message_id = message.id AND copy.via <> 'import'),
       iif(message.encryption IS NULL, NULL, message.shown)
FROM message
WHERE message.id = ?1)";

static constexpr auto bodies_sql = R"(
SELECT body
FROM message_body
WHERE message_id = ?1)";

// A shorter one is read even if its length differs: it may be a place-holder or ciphertext
// (XEP-0364) that a decrypted copy belongs to.
static constexpr std::size_t longest_compared = 16u << 10;
static constexpr std::size_t most_read = 4u << 20;

StoredIdentities::StoredIdentities(sqlite::Database& database)
    : database_(database), by_id_(database, by_id_sql), bodies_(database, bodies_sql) {}

static std::size_t size_of(const Identity& identity) {
    std::size_t size = 0;
    for (const auto& text : {identity.body, identity.subject, identity.thread, identity.message_id})
        size += text.value_or("").size();
    return size + (identity.bodies ? identity.bodies->size() : 0);
}

struct StoredIdentities::Search {
    Search(const Identity& wanted, const Look& each)
        : look(each),
          body_length(wanted.body.value_or("").size()),
          most(most_read + size_of(wanted)) {}

    /// Whether a stored body of this length may be the one that is wanted.
    bool may_be(std::size_t length) const {
        return body_length == 0 || length == body_length || length <= longest_compared;
    }

    const Look& look;
    std::size_t body_length;  ///< 0: any may be the one that is wanted
    std::size_t most;         ///< bytes that may still be read
};

bool StoredIdentities::visit_one(std::int64_t id, Search& search) {
    const auto length = sqlite::stored_length(database_, "message", "body", id);
    if (length && !search.may_be(*length)) return true;
    auto row = by_id_.use(id);
    if (!row.next()) return true;
    const auto stored = read(row);
    const auto size = size_of(stored);
    const bool is_last = size > search.most;
    search.most -= std::min(size, search.most);
    return search.look(id, stored) && !is_last;
}

void StoredIdentities::visit(sqlite::Use& candidates, const Identity& wanted, const Look& look) {
    Search search(wanted, look);
    while (candidates.next() && visit_one(candidates.get<std::int64_t>(0), search)) continue;
}

void StoredIdentities::visit(std::span<const std::int64_t> candidates, const Identity& wanted,
                             const Look& look) {
    Search search(wanted, look);
    for (const auto id : candidates) {
        if (!visit_one(id, search)) return;
    }
}

Identity StoredIdentities::read(const sqlite::Use& row) {
    Identity identity{.conversation = row.get<std::int64_t>(1),
                      .in_room = row.get<bool>(16),
                      .direction = row.get<std::string_view>(2),
                      .type = row.get<std::string_view>(3),
                      .from = row.get<std::int64_t>(4),
                      .from_resource = row.get<std::optional<std::int64_t>>(5),
                      .to = row.get<std::optional<std::int64_t>>(6),
                      .to_resource = row.get<std::optional<std::int64_t>>(7),
                      .occupant_id = row.get<std::string_view>(8),
                      .stamp = row.get<Time>(9),
                      .message_id = row.get<std::string_view>(10)};
    identity.subject = row.get<std::string_view>(12);
    identity.thread = row.get<std::string_view>(13);
    identity.encryption = row.get<std::string_view>(14);
    // It was decrypted: by us, or by the client whose history had it.
    const bool is_readable = !row.is_null(20);
    const bool has_no_text = (is_placeholder(*identity.encryption) && !is_readable) ||
                             (row.is_null(11) && (row.get<bool>(15) || row.get<bool>(18)));
    if (!has_no_text) identity.body = row.get<std::string_view>(is_readable ? 20 : 11);
    identity.is_ciphertext = is_ciphertext(*identity.encryption);
    if (row.get<bool>(19)) forget_absent(identity);
    identity.bodies.emplace();
    if (!row.get<bool>(17)) return identity;
    std::vector<std::string> texts;
    for (auto use = bodies_.use(row.get<std::int64_t>(0)); use.next();)
        texts.push_back(use.get<std::string>(0));
    identity.bodies = joined({texts.begin(), texts.end()});
    return identity;
}

}  // namespace boswell::archive
