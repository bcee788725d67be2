// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/conversations.hpp"

#include <algorithm>

namespace boswell::archive {

static constexpr auto find_sql = R"(
SELECT id, type
FROM conversation
WHERE account_id = ?1 AND with_id = ?2)";

static constexpr auto insert_sql = R"(
INSERT INTO conversation (account_id, with_id, type)
VALUES (?1, ?2, ?3))";

static constexpr auto make_room_sql = R"(
UPDATE conversation
SET type = 'groupchat'
WHERE id = ?1)";

static constexpr auto add_sql = R"(
UPDATE conversation
SET messages = messages + ?2,
    first_stamp = min(coalesce(first_stamp, ?3), ?3),
    last_stamp = max(coalesce(last_stamp, ?4), ?4)
WHERE id = ?1)";

static constexpr auto find_span_sql = R"(
SELECT first_stamp, last_stamp
FROM conversation
WHERE id = ?1)";

static constexpr std::size_t most_remembered = 20000;
static constexpr std::chrono::seconds about{1};

// Looks at every message of the conversation, so only where an end may have moved.
static constexpr auto narrow_sql = R"(
UPDATE conversation
SET (first_stamp, last_stamp) = (SELECT min(stamp), max(stamp)
                                 FROM message
                                 WHERE conversation_id = ?1)
WHERE id = ?1 AND (first_stamp >= ?2 OR last_stamp <= ?3))";

Conversations::Conversations(sqlite::Database& database)
    : database_(database),
      find_(database, find_sql),
      insert_(database, insert_sql),
      make_room_(database, make_room_sql),
      add_(database, add_sql),
      narrow_(database, narrow_sql),
      find_span_(database, find_span_sql),
      days_(database) {}

std::int64_t Conversations::id_of(std::int64_t account, std::int64_t with, bool in_room) {
    // Rooms have keys of their own, so that the first message of a room looks at the row again.
    const auto key = fmt::format("{}{} {}", in_room ? 'r' : 'c', account, with);
    if (const auto id = cache_.find(key); id != 0) return id;
    const auto id = find_or_insert(account, with, in_room);
    cache_.add(key, id);
    return id;
}

std::int64_t Conversations::find_or_insert(std::int64_t account, std::int64_t with, bool in_room) {
    if (auto use = find_.use(account, with); use.next()) {
        const auto id = use.get<std::int64_t>(0);
        if (in_room && use.get<std::string_view>(1) != "groupchat") make_room_.run(id);
        return id;
    }
    insert_.run(account, with, in_room ? "groupchat" : "chat");
    return database_.last_insert_id();
}

Conversations::Counters& Conversations::counters_of(std::int64_t conversation, Time stamp) {
    auto& counters = counters_.try_emplace(conversation, Counters{0, stamp, stamp}).first->second;
    counters.first = std::min(counters.first, stamp);
    counters.last = std::max(counters.last, stamp);
    return counters;
}

bool Conversations::reaches(std::int64_t conversation, Time stamp) {
    auto found = spans_.find(conversation);
    if (found == spans_.end()) {
        if (spans_.size() >= most_remembered) spans_.clear();
        Span span;
        auto use = find_span_.use(conversation);
        if (use.next() && !use.is_null(0)) span = {use.get<Time>(0), use.get<Time>(1)};
        found = spans_.emplace(conversation, span).first;
    }
    auto [first, last] = found->second;
    if (const auto counters = counters_.find(conversation); counters != counters_.end()) {
        first = std::min(first, counters->second.first);
        last = std::max(last, counters->second.last);
    }
    return first <= last && first - about <= stamp && stamp <= last + about;
}

void Conversations::count(std::int64_t conversation, Time stamp) {
    ++counters_of(conversation, stamp).messages;
    days_.add(conversation, stamp, 1);
}

void Conversations::uncount(std::int64_t conversation, Time stamp) {
    --counters_of(conversation, stamp).messages;
    days_.add(conversation, stamp, -1);
}

void Conversations::restamp(std::int64_t conversation, Time from, Time to, Counted counted) {
    if (counted == Counted::yes) {
        days_.add(conversation, from, -1);
        days_.add(conversation, to, 1);
    }
    counters_of(conversation, to);
    leave(conversation, from);
}

void Conversations::remove(std::int64_t conversation, Time stamp, Counted counted) {
    if (counted == Counted::yes) uncount(conversation, stamp);
    leave(conversation, stamp);
}

void Conversations::leave(std::int64_t conversation, Time stamp) {
    auto& left = left_.try_emplace(conversation, Period{stamp, stamp}).first->second;
    left.since = std::min(left.since, stamp);
    left.until = std::max(left.until, stamp);
}

void Conversations::flush() {
    for (const auto& [id, counters] : counters_) {
        add_.run(id, counters.messages, counters.first, counters.last);
        spans_.erase(id);
    }
    counters_.clear();
    for (const auto& [id, left] : left_) narrow_.run(id, left.since, left.until);
    left_.clear();
    days_.flush();
}

void Conversations::forget() noexcept {
    cache_.forget();
    counters_.clear();
    spans_.clear();
    left_.clear();
    days_.forget();
}

}  // namespace boswell::archive
