// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/lock.hpp"
#include "archive/read/connection.hpp"
#include "archive/substring_index.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace boswell::archive {

static constexpr auto accounts_sql = R"(
SELECT account.jid, state, state_since, last_proof, tls, sasl, features, last_error,
       (SELECT ifnull(sum(messages), 0) FROM conversation WHERE account_id = account.id),
       coverage.complete, coverage.caught_up_at, coverage.oldest, retention,
       archive_extent.told_at, archive_extent.oldest, archive_extent.newest
FROM account
LEFT JOIN address ON address.jid = account.jid
LEFT JOIN coverage ON coverage.account_id = account.id AND coverage.archive_id = address.id
LEFT JOIN archive_extent ON archive_extent.account_id = account.id
                        AND archive_extent.archive_id = address.id
ORDER BY account.jid)";

static constexpr auto stats_sql = R"(
SELECT (SELECT ifnull(sum(messages), 0) FROM conversation),
       (SELECT count(*) FROM presence_stanza),
       (SELECT count(*) FROM vcard),
       (SELECT count(*) FROM conversation WHERE messages > 0),
       (SELECT count(*) FROM (SELECT account_id, contact_id FROM roster_change
                              UNION SELECT account_id, contact_id FROM vcard)),
       (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size))";

// While its account is not connected, nobody is in a room for it.
static void leave_if_offline(RoomRecord& room, const AccountRecord& account) {
    const bool there = room.state == RoomState::joined || room.state == RoomState::joining;
    if (!there || account.state == ConnectionState::online) return;
    room.state = RoomState::left;
    room.since = account.since.value_or(room.since);
    room.reason = "the account is not connected";
}

std::vector<AccountRecord> Reader::accounts() const {
    const ReadTransaction transaction(*connection_);
    // An agent that was killed could not write that it is gone.
    const bool is_running = is_locked(connection_->database.path());
    sqlite::Statement statement(connection_->database, accounts_sql);
    std::vector<AccountRecord> accounts;
    for (auto use = statement.use(); use.next();) {
        AccountRecord account;
        account.jid = Jid::of(use.get<std::string_view>(0));
        const auto state = parse_connection_state(use.get<std::string_view>(1));
        const bool holds = is_running || state == ConnectionState::failed;
        account.state = holds && state ? *state : ConnectionState::offline;
        account.since = use.get<std::optional<Time>>(2);
        account.last_proof = use.get<std::optional<Time>>(3);
        account.tls = use.get<std::string>(4);
        account.sasl = use.get<std::string>(5);
        const auto features = use.get<std::string>(6);
        for (const auto feature : split(features, '\n')) account.features.emplace_back(feature);
        account.last_error = use.get<std::string>(7);
        account.messages = use.get<std::int64_t>(8);
        if (!use.is_null(9))
            account.archive = {.complete = use.get<bool>(9),
                               .caught_up_at = use.get<std::optional<Time>>(10),
                               .oldest = use.get<std::optional<Time>>(11)};
        if (!use.is_null(12)) account.retention = std::chrono::hours(use.get<std::int64_t>(12));
        if (!use.is_null(13))
            account.extent = {.oldest = use.get<std::optional<Time>>(14),
                              .newest = use.get<std::optional<Time>>(15),
                              .told_at = use.get<Time>(13)};
        accounts.push_back(std::move(account));
    }
    for (auto& account : accounts) {
        if (auto told = archive_terms(account.jid); !told.empty())
            account.terms = std::move(told.back());
        account.rooms = rooms(account.jid);
        for (auto& room : account.rooms) leave_if_offline(room, account);
    }
    return accounts;
}

static void add_substring_index(const sqlite::Database& database, StatsRecord& stats) {
    const auto index = read_substring_index(database);
    switch (index.phase) {
        case SubstringIndex::Phase::none:
            return;
        case SubstringIndex::Phase::building: {
            stats.substring_index = "building";
            sqlite::Statement statement(database, "SELECT count(*) FROM message WHERE id <= ?1");
            auto use = statement.use(index.until);
            if (use.next()) stats.substring_indexed = use.get<std::int64_t>(0);
            return;
        }
        case SubstringIndex::Phase::complete:
            stats.substring_index = "complete";
            return;
        case SubstringIndex::Phase::removing:
            stats.substring_index = "removing";
    }
}

StatsRecord Reader::stats() const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, stats_sql);
    auto use = statement.use();
    use.next();
    StatsRecord stats{.messages = use.get<std::int64_t>(0),
                      .presences = use.get<std::int64_t>(1),
                      .vcards = use.get<std::int64_t>(2),
                      .conversations = use.get<std::int64_t>(3),
                      .contacts = use.get<std::int64_t>(4),
                      .bytes = use.get<std::int64_t>(5),
                      .substring_index = {}};
    add_substring_index(connection_->database, stats);
    return stats;
}

bool Reader::has_substring_index() const {
    return read_substring_index(connection_->database).is_complete();
}

}  // namespace boswell::archive
