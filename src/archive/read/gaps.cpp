// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/lock.hpp"
#include "archive/read/connection.hpp"
#include "archive/read/left_out.hpp"
#include "archive/read/missing.hpp"
#include "model/sign_of_life.hpp"

#include <algorithm>
#include <chrono>

namespace boswell::archive {

using namespace std::chrono_literals;

static constexpr auto accounts_sql = R"(
SELECT id, jid, observation_id IS NOT NULL,
       instr(char(10) || ifnull(features, '') || char(10),
             char(10) || 'urn:xmpp:mam:2' || char(10)) > 0,
       state_since
FROM account
ORDER BY jid)";

static constexpr auto extent_sql = R"(
SELECT oldest, newest, told_at
FROM archive_extent
JOIN address ON address.id = archive_extent.archive_id
WHERE account_id = ?1 AND address.jid = ?2)";

static constexpr auto held_sql = R"(
SELECT address.jid, complete, caught_up_at, oldest
FROM coverage
JOIN address ON address.id = coverage.archive_id
WHERE account_id = ?1
ORDER BY address.jid)";

// What another agent has seen says nothing of what this archive has. Begins with the last span that
// began before the time in question. A stream that went on lost
// nothing between two spans; but a clock that was set may have been wrong since before the stream
// began, and the time that was jumped over is not known to be watched.
static constexpr auto watched_sql = R"(
SELECT since, until,
       continues_id IS NOT NULL
       AND (SELECT before.ended FROM observation AS before WHERE before.id = observation.continues_id)
           IS NOT ?3
FROM observation
WHERE account_id = ?1
  AND since >= ifnull((SELECT max(since) FROM observation
                       WHERE account_id = ?1 AND since <= ?2 AND NOT imported), ?2)
  AND NOT imported
ORDER BY since)";

static constexpr auto first_watched_sql = R"(
SELECT min(since)
FROM observation
WHERE account_id = ?1 AND NOT imported)";

static constexpr auto stored_sql = R"(
SELECT address.jid, since, until, reason
FROM gap
JOIN address ON address.id = gap.archive_id
WHERE account_id = ?1)";

static constexpr auto quarantine_sql = R"(
SELECT seen_at, reason, sender
FROM quarantine
WHERE account_id = ?1 AND seen_at >= ?2 AND seen_at < ?3
ORDER BY seen_at)";

// Rooms in which the account was once and is not now, although it is connected.
static constexpr auto outside_sql = R"(
SELECT address.jid, seen_until, reason
FROM room
JOIN address ON address.id = room.room_id
WHERE account_id = ?1 AND state <> 'joined' AND seen_until IS NOT NULL)";

// Stanzas that were refused for one reason, one after the other, are one gap: a stranger may send
// many of them.
static constexpr milliseconds same_trouble = 60s;

namespace {

struct AccountRow {
    std::int64_t id;
    Jid jid;
    bool is_connected;
    bool has_archive;
    Time connected_since;
    std::vector<ArchiveTerms> terms;
};

/// Collects the gaps of one account after the other.
class Gaps {
public:
    Gaps(const sqlite::Database& database, const Selection& selection, Time now)
        : selection_(selection),
          now_(now),
          extent_(database, extent_sql),
          held_(database, held_sql),
          watched_(database, watched_sql),
          first_watched_(database, first_watched_sql),
          stored_(database, stored_sql),
          outside_(database, outside_sql),
          quarantine_(database, quarantine_sql) {}

    void add(const AccountRow& account);
    std::vector<GapRecord> result();

private:
    KnownArchive own_archive(const AccountRow& account);
    std::vector<KnownArchive> archives(const AccountRow& account);
    std::vector<Unwatched> unwatched(const AccountRow& account);
    void add_unwatched(const AccountRow& account);
    void add_stored(const AccountRow& account);
    void add_outside(const AccountRow& account);
    void add_quarantined(const AccountRow& account);
    bool is_wanted(const GapRecord& gap) const;

    const Selection& selection_;
    const Time now_;
    sqlite::Statement extent_;
    sqlite::Statement held_;
    sqlite::Statement watched_;
    sqlite::Statement first_watched_;
    sqlite::Statement stored_;
    sqlite::Statement outside_;
    sqlite::Statement quarantine_;
    std::vector<GapRecord> gaps_;
};

KnownArchive Gaps::own_archive(const AccountRow& account) {
    KnownArchive archive{
        .account = account.jid, .jid = account.jid, .exists = account.has_archive, .held = {}};
    auto use = extent_.use(account.id, account.jid.str());
    if (use.next())
        archive.extent = {.oldest = use.get<std::optional<Time>>(0),
                          .newest = use.get<std::optional<Time>>(1),
                          .told_at = use.get<Time>(2)};
    archive.is_only_source = !account.terms.empty() && account.terms.back().is_only_source;
    return archive;
}

std::vector<KnownArchive> Gaps::archives(const AccountRow& account) {
    std::vector<KnownArchive> archives = {own_archive(account)};
    for (auto use = held_.use(account.id); use.next();) {
        const HeldArchive held{.complete = use.get<bool>(1),
                               .caught_up_at = use.get<std::optional<Time>>(2),
                               .oldest = use.get<std::optional<Time>>(3)};
        const auto jid = Jid::of(use.get<std::string_view>(0));
        if (jid != account.jid) archives.push_back({.account = account.jid, .jid = jid});
        auto& archive = jid == account.jid ? archives.front() : archives.back();
        archive.exists = true;
        archive.held = held;
    }
    return archives;
}

std::vector<Unwatched> Gaps::unwatched(const AccountRow& account) {
    std::vector<Unwatched> spans;
    std::optional<Time> watched_until;
    for (auto use = watched_.use(account.id, selection_.since.value_or(Time::min()), clock_was_set);
         use.next();) {
        const auto since = use.get<Time>(0);
        const bool goes_on = use.get<bool>(2);
        if (watched_until && since > *watched_until && !goes_on)
            spans.push_back({*watched_until, since});
        if (selection_.until && since >= *selection_.until) return spans;
        watched_until = std::max(watched_until.value_or(Time::min()), use.get<Time>(1));
    }
    if (watched_until && !account.is_connected) spans.push_back({*watched_until, std::nullopt});
    return spans;
}

void Gaps::add_unwatched(const AccountRow& account) {
    auto use = first_watched_.use(account.id);
    if (!use.next() || use.is_null(0)) return;  // an import, or never a login that succeeded
    const auto first_watched = use.get<Time>(0);
    const auto spans = unwatched(account);
    const auto known = archives(account);
    for (const auto& archive : known) {
        for (auto& gap : missing(archive, spans, first_watched)) gaps_.push_back(std::move(gap));
    }
    for (auto& gap : left_out(account.jid, account.terms, spans, first_watched))
        gaps_.push_back(std::move(gap));
    if (!account.is_connected) return;
    if (auto gap = unanswered(known.front(), account.connected_since, now_))
        gaps_.push_back(*std::move(gap));
}

void Gaps::add_stored(const AccountRow& account) {
    for (auto use = stored_.use(account.id); use.next();) {
        gaps_.push_back({account.jid, Jid::of(use.get<std::string_view>(0)), use.get<Time>(1),
                         use.get<Time>(2), use.get<std::string>(3)});
    }
}

void Gaps::add_outside(const AccountRow& account) {
    if (!account.is_connected) return;  // the account's own gap covers its rooms
    for (auto use = outside_.use(account.id); use.next();) {
        const auto why = use.is_null(2) ? "it is being entered" : use.get<std::string>(2);
        gaps_.push_back({account.jid, Jid::of(use.get<std::string_view>(0)), use.get<Time>(1),
                         std::nullopt, "nobody is in the room: " + why});
    }
}

void Gaps::add_quarantined(const AccountRow& account) {
    std::int64_t count = 0;
    std::string reason;
    auto use = quarantine_.use(account.id, selection_.since.value_or(Time::min()),
                               selection_.until.value_or(Time::max()));
    while (use.next()) {
        const auto time = use.get<Time>(0);
        const auto why = use.get<std::string>(1);
        if (count == 0 || why != reason || time > *gaps_.back().until + same_trouble) {
            count = 0;
            reason = why;
            gaps_.push_back({account.jid, account.jid, time, time, {}});
        }
        auto& gap = gaps_.back();
        gap.until = time;
        const auto who = use.is_null(2) ? "nobody named" : use.get<std::string>(2);
        gap.reason = ++count == 1
                         ? fmt::format("a stanza from {} could not be taken: {}", who, reason)
                         : fmt::format("{} stanzas could not be taken: {}", count, reason);
        gap.reason += "; see table quarantine";
    }
}

void Gaps::add(const AccountRow& account) {
    add_unwatched(account);
    add_stored(account);
    add_outside(account);
    add_quarantined(account);
}

bool Gaps::is_wanted(const GapRecord& gap) const {
    const auto& contacts = selection_.contacts;
    const bool is_about = contacts.empty() || gap.archive == gap.account ||
                          std::ranges::find(contacts, gap.archive) != contacts.end();
    const bool begins = !selection_.until || !gap.since || *gap.since < *selection_.until;
    const bool ends = !selection_.since || !gap.until || *gap.until >= *selection_.since;
    return is_about && begins && ends;
}

std::vector<GapRecord> Gaps::result() {
    std::erase_if(gaps_, [this](const GapRecord& gap) { return !is_wanted(gap); });
    return merged(std::move(gaps_));
}

}  // namespace

std::vector<GapRecord> Reader::gaps(const Selection& selection, Time now) const {
    const ReadTransaction transaction(*connection_);
    const bool is_running = is_locked(connection_->database.path());
    sqlite::Statement accounts(connection_->database, accounts_sql);
    Gaps gaps(connection_->database, selection, now);
    for (auto use = accounts.use(); use.next();) {
        const auto jid = Jid::of(use.get<std::string_view>(1));
        const AccountRow account{.id = use.get<std::int64_t>(0),
                                 .jid = jid,
                                 .is_connected = is_running && use.get<bool>(2),
                                 .has_archive = use.get<bool>(3),
                                 .connected_since = use.get<Time>(4),
                                 .terms = archive_terms(jid)};
        const auto& wanted = selection.accounts;
        if (wanted.empty() || std::ranges::find(wanted, account.jid) != wanted.end())
            gaps.add(account);
    }
    return gaps.result();
}

}  // namespace boswell::archive
