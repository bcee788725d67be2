// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/message_ids.hpp"
#include "archive/read/connection.hpp"

#include <set>

namespace boswell::archive {

static constexpr auto conversation_sql = R"(
SELECT id, first_stamp, last_stamp
FROM conversation
WHERE account_id = ?1 AND with_id = ?2 AND messages > 0)";

// A message that only changes another one is not shown on its own.
static constexpr std::string_view is_shown =
    "NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides)";

// Ids follow the time, but for a minute; those that do not are in an index of their own.
static constexpr std::string_view is_in_place = "id - (stamp - 946684800000) BETWEEN 0 AND 60000";

static std::string next_sql() {
    return fmt::format(R"(
SELECT stamp
FROM message INDEXED BY message_conversation
WHERE conversation_id = ?1 AND id >= ?2 AND id <= ?3 AND stamp >= ?4 AND {} AND {}
ORDER BY id
LIMIT 1)",
                       is_in_place, is_shown);
}

static std::string least_sql() {
    return fmt::format(R"(
SELECT min(stamp)
FROM message INDEXED BY message_conversation
WHERE conversation_id = ?1 AND id >= ?2 AND id <= ?3 AND stamp >= ?4 AND {} AND {})",
                       is_in_place, is_shown);
}

static std::string displaced_sql() {
    return fmt::format(R"(
SELECT stamp
FROM message INDEXED BY message_displaced
WHERE id - (stamp - 946684800000) NOT BETWEEN 0 AND 60000
  AND stamp >= ?2 AND stamp < ?3 AND conversation_id = ?1 AND {})",
                       is_shown);
}

static constexpr std::int64_t most_beyond = 60'000;  // as in the index

namespace {

struct Found {
    std::int64_t id;
    Period extent;
};

/// Looks for the messages of one conversation whose ids follow the time.
class Steps {
public:
    Steps(const sqlite::Database& database, std::int64_t conversation, Time until)
        : next_(database, next_sql()),
          least_(database, least_sql()),
          conversation_(conversation),
          last_(MessageIds::preferred(until) + most_beyond) {}

    /// The stamp of the first one from `since` on.
    std::optional<Time> next(Time since) {
        const auto first = MessageIds::preferred(since);
        auto found = next_.use(conversation_, first, last_, since);
        if (!found.next()) return std::nullopt;
        // One with a larger id may be older, by no more than ids are beyond their stamps.
        const auto stamp = found.get<Time>(0);
        auto least =
            least_.use(conversation_, first, MessageIds::preferred(stamp) + most_beyond, since);
        return least.next() ? least.get<std::optional<Time>>(0) : stamp;
    }

private:
    sqlite::Statement next_;
    sqlite::Statement least_;
    std::int64_t conversation_;
    std::int64_t last_;
};

}  // namespace

static std::optional<Found> find(sqlite::Database& database, Jids& jids, const Jid& account,
                                 const Jid& with) {
    const auto account_id = jids.find_account(account);
    const auto with_id = jids.find_address(with);
    if (!account_id || !with_id) return std::nullopt;
    sqlite::Statement statement(database, conversation_sql);
    auto use = statement.use(*account_id, *with_id);
    if (!use.next()) return std::nullopt;
    return Found{use.get<std::int64_t>(0), {use.get<Time>(1), use.get<Time>(2)}};
}

std::optional<Period> Reader::conversation_extent(const Jid& account, const Jid& with) const {
    const ReadTransaction transaction(*connection_);
    const auto found = find(connection_->database, connection_->jids, account, with);
    return found ? std::optional(found->extent) : std::nullopt;
}

std::vector<Time> Reader::conversation_days(const Jid& account, const Jid& with,
                                            const Period& period, const TimeZone& zone) const {
    const ReadTransaction transaction(*connection_);
    const auto found = find(connection_->database, connection_->jids, account, with);
    if (!found) return {};
    std::set<Time> days;
    Steps steps(connection_->database, found->id, period.until);
    for (auto stamp = steps.next(period.since); stamp && *stamp < period.until;) {
        const auto day = zone.start_of_day(*stamp);
        days.insert(day);
        stamp = steps.next(zone.start_of_day(day + std::chrono::hours(36)));
    }
    sqlite::Statement displaced(connection_->database, displaced_sql());
    for (auto use = displaced.use(found->id, period.since, period.until); use.next();)
        days.insert(zone.start_of_day(use.get<Time>(0)));
    return {days.begin(), days.end()};
}

}  // namespace boswell::archive
