// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/presence_contents.hpp"

#include "archive/hash_key.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <iterator>

namespace boswell::archive {

static constexpr auto find_sql = R"(
SELECT id
FROM presence_content
WHERE hash = ?1 AND type IS ?2 AND show IS ?3 AND status IS ?4 AND priority IS ?5 AND cause = ?6
  AND stamp IS ?7 AND caps_id IS ?8 AND avatar_hash IS ?9 AND room_occupant_id IS ?10
  AND nick IS ?11
ORDER BY id
LIMIT 1)";

static constexpr auto insert_sql = R"(
INSERT INTO presence_content (hash, type, show, status, priority, cause, stamp, caps_id,
                              avatar_hash, room_occupant_id, nick)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))";

PresenceContents::PresenceContents(sqlite::Database& database)
    : database_(database),
      key_(hash_key(database)),
      find_(database, find_sql),
      insert_(database, insert_sql) {}

// A status may be as long as a stanza.
static constexpr std::size_t largest_kept = 64 << 10;

// No text of a stanza has a NUL in it. These bytes are part of the file format: key, then each
// value in the order of its column, with '=' before it and a NUL behind; of NULL only the NUL.
static void append(std::string& text, const auto& value) {
    if (value) fmt::format_to(std::back_inserter(text), "={}", *value);
    text.push_back('\0');
}

std::int64_t PresenceContents::id_of(const PresenceContent& content) {
    buffer_ = key_;
    append(buffer_, content.type);
    append(buffer_, content.show);
    append(buffer_, content.status);
    append(buffer_, content.priority);
    append(buffer_, std::optional(content.cause));
    append(buffer_, content.stamp);
    append(buffer_, content.caps_id);
    append(buffer_, content.avatar_hash);
    append(buffer_, content.room_occupant_id);
    append(buffer_, content.nick);
    if (const auto id = cache_.find(buffer_); id != 0) return id;
    const auto id = find_or_insert(content);
    cache_.add(buffer_, id);
    if (buffer_.size() > largest_kept) buffer_ = std::string();
    return id;
}

std::int32_t PresenceContents::hash() const {
    return static_cast<std::int32_t>(XXH3_64bits(buffer_.data(), buffer_.size()));
}

std::int64_t PresenceContents::find_or_insert(const PresenceContent& content) {
    const auto run = [&](auto&& statement) {
        return statement(hash(), content.type, content.show, content.status, content.priority,
                         content.cause, content.stamp, content.caps_id, content.avatar_hash,
                         content.room_occupant_id, content.nick);
    };
    {
        auto use = run([&](const auto&... values) { return find_.use(values...); });
        if (use.next()) return use.template get<std::int64_t>(0);
    }
    run([&](const auto&... values) { insert_.run(values...); });
    return database_.last_insert_id();
}

}  // namespace boswell::archive
