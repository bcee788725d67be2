// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"
#include "base/text.hpp"

namespace boswell::archive {

static constexpr auto coverage_sql = R"(
SELECT address.jid, oldest_id, newest_id, oldest, newest, complete, caught_up_at, updated_at
FROM coverage
JOIN account ON account.id = coverage.account_id
JOIN address ON address.id = coverage.archive_id
WHERE account.jid = ?1
ORDER BY address.jid)";

static constexpr auto terms_sql = R"(
SELECT usual,
       (SELECT group_concat(value, char(10)) FROM json_each(always)),
       (SELECT group_concat(value, char(10)) FROM json_each(never)),
       only_source, seen_at, confirmed_at
FROM archive_preference
WHERE account_id = (SELECT id FROM account WHERE jid = ?1)
ORDER BY id)";

static constexpr auto watched_until_sql = R"(
SELECT coalesce(heard_until, until)
FROM observation
WHERE +account_id = (SELECT id FROM account WHERE jid = ?1) AND NOT imported
ORDER BY id DESC
LIMIT 1)";

static constexpr auto refusals_sql = R"(
SELECT at
FROM login_refusal
WHERE account_id = (SELECT id FROM account WHERE jid = ?1) AND at >= ?2
ORDER BY at)";

static constexpr auto stream_sql = R"(
SELECT stream.jid, stream_id, handled, updated_at, announcement
FROM stream
JOIN account ON account.id = stream.account_id
WHERE account.jid = ?1)";

static constexpr auto cursor_sql = R"(
SELECT since, until, CAST(CAST(property.value AS TEXT) AS INTEGER)
FROM collection_cursor
LEFT JOIN property ON property.name = 'collections-listed-' || account_id
WHERE account_id = (SELECT id FROM account WHERE jid = ?1))";

std::vector<ArchiveProgress> Reader::server_archives(const Jid& account) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, coverage_sql);
    std::vector<ArchiveProgress> archives;
    for (auto use = statement.use(account.str()); use.next();) {
        const auto caught_up_at = use.get<std::optional<Time>>(6);
        const auto updated_at = use.get<Time>(7);
        archives.push_back({.account = account,
                            .archive = Jid::of(use.get<std::string_view>(0)),
                            .oldest_id = use.get<std::string>(1),
                            .newest_id = use.get<std::string>(2),
                            .oldest = use.get<std::optional<Time>>(3),
                            .newest = use.get<std::optional<Time>>(4),
                            .complete = use.get<bool>(5),
                            .caught_up = caught_up_at == updated_at,
                            .at = updated_at});
    }
    return archives;
}

static std::vector<Jid> to_jids(std::string_view lines) {
    std::vector<Jid> jids;
    for (const auto line : split(lines, '\n')) jids.push_back(Jid::of(line));
    return jids;
}

std::vector<ArchiveTerms> Reader::archive_terms(const Jid& account) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, terms_sql);
    std::vector<ArchiveTerms> terms;
    for (auto use = statement.use(account.str()); use.next();) {
        ArchiveTerms one;
        if (!use.is_null(0))
            one.preferences.usual = parse_archive_default(use.get<std::string_view>(0));
        one.preferences.always = to_jids(use.get<std::string_view>(1));
        one.preferences.never = to_jids(use.get<std::string_view>(2));
        one.is_only_source = use.get<bool>(3);
        one.seen_at = use.get<Time>(4);
        one.confirmed_at = use.get<Time>(5);
        terms.push_back(std::move(one));
    }
    return terms;
}

std::optional<CollectionsFetched> Reader::collections_fetched(const Jid& account) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, cursor_sql);
    auto use = statement.use(account.str());
    if (!use.next()) return std::nullopt;
    return CollectionsFetched{.account = account,
                              .since = use.get<std::optional<Time>>(0),
                              .until = use.get<Time>(1),
                              .listed_at = use.get<std::optional<Time>>(2)};
}

std::optional<StreamState> Reader::find_stream(const Jid& account) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, stream_sql);
    auto use = statement.use(account.str());
    if (!use.next()) return std::nullopt;
    return StreamState{.account = account,
                       .jid = Jid::of(use.get<std::string_view>(0)),
                       .id = use.get<std::string>(1),
                       .handled = use.get<std::uint32_t>(2),
                       .at = use.get<Time>(3),
                       .announcement = use.get<std::string>(4)};
}

std::optional<Time> Reader::watched_until(const Jid& account) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, watched_until_sql);
    auto use = statement.use(account.str());
    if (!use.next()) return std::nullopt;
    return use.get<Time>(0);
}

std::vector<Time> Reader::login_refusals_since(const Jid& account, Time since) const {
    const ReadTransaction transaction(*connection_);
    sqlite::Statement statement(connection_->database, refusals_sql);
    std::vector<Time> times;
    for (auto use = statement.use(account.str(), since); use.next();)
        times.push_back(use.get<Time>(0));
    return times;
}

}  // namespace boswell::archive
