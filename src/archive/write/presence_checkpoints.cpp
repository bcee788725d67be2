// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/presence_checkpoints.hpp"

#include "archive/next_pair.hpp"
#include "base/log.hpp"
#include "sqlite/transaction.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace boswell::archive {

static constexpr log::Domain domain{"archive"};

static constexpr auto count_sql = R"(
SELECT count(*)
FROM (SELECT 1
      FROM presence
      WHERE account_id = ?1 AND contact_id = ?2 AND (seen_at, n) > (?3, ?4)
        AND cause IN ('change', 'snapshot') AND (type IS NULL OR type = 'unavailable')
      LIMIT ?5))";

static constexpr auto insert_sql = R"(
INSERT INTO presence_state (account_id, contact_id, seen_at, n, held)
VALUES (?1, ?2, ?3, ?4, ?5))";

static constexpr auto remove_sql = R"(
DELETE FROM presence_state
WHERE account_id = ?1 AND contact_id = ?2 AND seen_at > ?3)";

static constexpr auto is_missing_sql =
    "SELECT count(*) FROM property WHERE name = 'presence-states'";
static constexpr auto complete_sql = "DELETE FROM property WHERE name = 'presence-states'";

static constexpr auto long_ago = std::numeric_limits<std::int64_t>::min();
static constexpr auto far_ahead = std::numeric_limits<std::int64_t>::max();

// Whoever has more contacts is asked for them once more.
static constexpr std::size_t most_contacts = 50'000;
// A contact with more resources has no rows: somebody wants them to be large.
static constexpr std::size_t most_held = 64;

PresenceCheckpoints::PresenceCheckpoints(sqlite::Database& database)
    : replay_(database),
      newest_(database, newest_checkpoint_sql),
      count_(database, count_sql),
      insert_(database, insert_sql),
      remove_(database, remove_sql) {}

PresenceCheckpoints::Contact PresenceCheckpoints::load(std::int64_t account, std::int64_t contact) {
    const auto newest = find_checkpoint(newest_.use(account, contact, far_ahead));
    const auto place = newest ? newest->place : PresencePlace{long_ago, 0};
    auto use = count_.use(account, contact, place.first, place.second, distance);
    use.next();
    return {place.first, use.get<std::int64_t>(0), distance};
}

void PresenceCheckpoints::added(std::int64_t account, std::int64_t contact, std::int64_t seen_at) {
    if (contacts_.size() >= most_contacts) forget();
    const auto [known, is_new] = contacts_.try_emplace(key(account, contact));
    auto& here = known->second;
    if (!is_new && seen_at >= here.newest) {
        ++here.waiting;
    } else {
        // Where the clock was set back, what was seen comes before what is there.
        remove_.run(account, contact, seen_at);
        here = load(account, contact);
    }
    if (here.waiting >= here.due) here = write_missing(account, contact);
}

void PresenceCheckpoints::restored(std::int64_t account, std::int64_t contact,
                                   std::int64_t seen_at) {
    remove_.run(account, contact, seen_at);
    contacts_.erase(key(account, contact));
}

void PresenceCheckpoints::catch_up(std::int64_t account, std::int64_t contact) {
    write_missing(account, contact);
    contacts_.erase(key(account, contact));
}

// If nothing could be written, it is tried again when there is twice as much.
PresenceCheckpoints::Contact PresenceCheckpoints::write_missing(std::int64_t account,
                                                                std::int64_t contact) {
    const auto from = find_checkpoint(newest_.use(account, contact, far_ahead));
    auto newest = from ? from->place.first : long_ago;
    std::int64_t written = 0;
    const auto all = replay_.run(
        account, contact, from,
        [&](std::int64_t number, const PresencePlace& place, const auto& available) {
            if (number - written < distance || available.size() > most_held) return;
            insert_.run(account, contact, place.first, place.second, held_beside(place, available));
            newest = place.first;
            written = number;
        });
    return {newest, all - written, std::max(distance, 2 * (all - written))};
}

void PresenceCheckpoints::forget() noexcept {
    contacts_.clear();
    replay_.forget();
}

// Long enough to say nothing of what takes a moment, and a transaction that others can wait for.
static constexpr std::chrono::seconds silence{5};
static constexpr std::chrono::milliseconds share_of_work{100};

void add_missing_checkpoints(sqlite::Database& database) {
    using Clock = std::chrono::steady_clock;
    if (database.integer(is_missing_sql) == 0) return;
    PresenceCheckpoints checkpoints(database);
    sqlite::Statement next_pair(database, next_pair_sql("presence_stanza"));
    std::pair<std::int64_t, std::int64_t> last;
    auto told = Clock::now();
    for (bool is_complete = false; !is_complete;) {
        sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
        const auto begin = Clock::now();
        while (!is_complete && Clock::now() - begin < share_of_work) {
            {
                auto use = next_pair.use(last.first, last.second);
                is_complete = !use.next();
                if (!is_complete) last = {use.get<std::int64_t>(0), use.get<std::int64_t>(1)};
            }
            if (!is_complete) checkpoints.catch_up(last.first, last.second);
        }
        if (is_complete) database.execute(complete_sql);
        transaction.commit();
        if (Clock::now() - told < silence) continue;
        told = Clock::now();
        log::notice(domain, "{}: the presences of contacts are looked through",
                    database.path().string());
    }
}

}  // namespace boswell::archive
