// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/day_counts.hpp"
#include "archive/read/connection.hpp"
#include "archive/read/people.hpp"
#include "archive/read/query.hpp"
#include "query/calendar.hpp"
#include "query/parse.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace boswell::archive {

using query::Expression;
using query::Field;
using Kind = Expression::Kind;

static constexpr auto days_sql = R"(
SELECT account_id, day, quarters
FROM message_day
WHERE day >= ?1 AND day <= ?2)";

static constexpr auto conversations_sql = R"(
SELECT id, messages
FROM conversation
WHERE messages > 0)";

namespace {

/// Adds up what is found.
class Counter {
public:
    Counter(Jids& jids, CountBy by, const TimeZone& zone)
        : jids_(jids), by_(by), calendar_(by, zone) {}

    void add(std::int64_t conversation, Time stamp, std::int64_t messages = 1) {
        if (is_by_time(by_)) {
            calendar_.add(stamp, messages);
        } else {
            conversations_[conversation] += messages;
        }
    }
    /// False if the quarter reaches into another period of the calendar, so that nothing was added.
    bool add_quarter(std::int64_t account, Time begin, std::int64_t messages) {
        if (by_ == CountBy::account) {
            accounts_[jids_.account(account)] += messages;
            return true;
        }
        const auto period = calendar_.add(begin, messages);
        if (begin + quarter_length <= period.until) return true;
        calendar_.add(begin, -messages);
        return false;
    }
    std::vector<MessageCount> counts();

private:
    std::vector<MessageCount> counts_of_people();

    Jids& jids_;
    CountBy by_;
    query::CalendarCounts calendar_;
    std::map<std::int64_t, std::int64_t> conversations_;
    std::map<Jid, std::int64_t> accounts_;
};

/// The part of a query that message_day answers.
struct Whole {
    std::optional<std::vector<Jid>> accounts;  ///< nothing: all
    query::Stamp stamp;
};

}  // namespace

std::vector<MessageCount> Counter::counts() {
    return is_by_time(by_) ? calendar_.counts() : counts_of_people();
}

std::vector<MessageCount> Counter::counts_of_people() {
    auto people = accounts_;
    for (const auto& [id, messages] : conversations_) {
        const auto& conversation = jids_.conversation(id);
        people[by_ == CountBy::account ? conversation.account : conversation.with] += messages;
    }
    std::vector<MessageCount> counts;
    for (const auto& [jid, messages] : people) {
        MessageCount count;
        count.by = by_;
        count.messages = messages;
        (by_ == CountBy::account ? count.account : count.with) = jid;
        counts.push_back(std::move(count));
    }
    std::ranges::stable_sort(counts, std::greater<>(), &MessageCount::messages);
    return counts;
}

/// The accounts that are meant, if the expression asks for nothing else.
static std::optional<std::vector<Jid>> only_accounts(const sqlite::Database& database,
                                                     const Expression& part) {
    if (part.kind == Kind::filter && part.filter.field == Field::account)
        return find_accounts(database, part.filter.value);
    if (part.kind != Kind::any || part.children.empty()) return std::nullopt;
    std::vector<Jid> all;
    for (const auto& child : part.children) {
        const auto some = only_accounts(database, child);
        if (!some) return std::nullopt;
        all.insert(all.end(), some->begin(), some->end());
    }
    return all;
}

static void narrow(query::Stamp& stamp, const query::Stamp& more) {
    if (more.since) stamp.since = std::max(*more.since, stamp.since.value_or(*more.since));
    if (more.until) stamp.until = std::min(*more.until, stamp.until.value_or(*more.until));
}

/// Nothing if a message has to be looked at to know whether it is meant.
static std::optional<Whole> find_whole(const sqlite::Database& database, const Expression& where) {
    Whole whole;
    const auto add = [&](const Expression& part) {
        if (part.kind == Kind::stamp) {
            narrow(whole.stamp, part.stamp);
            return true;
        }
        const auto accounts = only_accounts(database, part);
        if (!accounts || whole.accounts) return false;
        whole.accounts = accounts;
        return true;
    };
    const bool is_list = where.kind == Kind::all;
    const bool is_whole = is_list ? std::ranges::all_of(where.children, add) : add(where);
    return is_whole ? std::optional(std::move(whole)) : std::nullopt;
}

/// One by one, as they are found.
static void count_hits(sqlite::Database& database, Matchers& matchers, const Expression& where,
                       Counter& counter) {
    const MessageSql message_sql(database, matchers, {.where = where});
    const auto sql = message_sql.places();
    sqlite::Statement statement(database, sql.text);
    auto use = statement.use();
    sql.bind(use);
    while (use.next()) counter.add(use.get<std::int64_t>(1), use.get<Time>(0));
}

static Expression within(const Expression& where, Time since, Time until) {
    Expression during;
    during.kind = Kind::stamp;
    during.stamp = {since, until};
    return query::all_of({where, during});
}

static void count_conversations(const sqlite::Database& database, Jids& jids, const Whole& whole,
                                Counter& counter) {
    sqlite::Statement statement(database, conversations_sql);
    for (auto use = statement.use(); use.next();) {
        const auto id = use.get<std::int64_t>(0);
        if (!whole.accounts || is_wanted(jids.conversation(id).account, *whole.accounts))
            counter.add(id, {}, use.get<std::int64_t>(1));
    }
}

/// Calls `take` with each quarter of an hour that begins and ends within the period.
template <typename Take>
static void for_each_quarter(const sqlite::Database& database, Jids& jids, const Whole& whole,
                             Period period, Take take) {
    sqlite::Statement statement(database, days_sql);
    auto use = statement.use(quarter_of(period.since).day, quarter_of(period.until).day);
    while (use.next()) {
        const auto account = use.get<std::int64_t>(0);
        if (whole.accounts && !is_wanted(jids.account(account), *whole.accounts)) continue;
        const auto day = use.get<std::int64_t>(1);
        const auto counts = parse_day_counts(use.get<std::string_view>(2));
        for (std::size_t n = 0; n < counts.size(); ++n) {
            const auto begin = begin_of(day, n);
            if (counts[n] != 0 && period.since <= begin && begin + quarter_length <= period.until)
                take(account, begin, counts[n]);
        }
    }
}

/// The first quarter that begins at `time` or later.
static Time next_quarter(Time time) {
    const auto [day, n] = quarter_of(time);
    const auto begin = begin_of(day, n);
    return begin == time ? begin : begin + quarter_length;
}

// Ends of a time without an end. All stamps are between them, and one can still calculate with
// them.
static constexpr Time earliest =
    std::chrono::ceil<std::chrono::days>(Time::min()) + std::chrono::days(2);
static constexpr Time latest =
    std::chrono::floor<std::chrono::days>(Time::max()) - std::chrono::days(2);

static void count_days(sqlite::Database& database, Matchers& matchers, Jids& jids,
                       const Whole& whole, const Expression& where, Counter& counter) {
    const auto count_one_by_one = [&](Time since, Time until) {
        if (since < until) count_hits(database, matchers, within(where, since, until), counter);
    };
    const auto since = whole.stamp.since.value_or(earliest);
    const auto until = whole.stamp.until.value_or(latest);
    const auto [last_day, last_n] = quarter_of(until);
    const Period quarters{next_quarter(since), begin_of(last_day, last_n)};
    if (quarters.since >= quarters.until) return count_one_by_one(since, until);
    count_one_by_one(since, quarters.since);
    std::set<Time> odd;  // where a clock was not a whole quarter from UTC
    for_each_quarter(database, jids, whole, quarters,
                     [&](std::int64_t account, Time begin, std::int64_t messages) {
                         if (!counter.add_quarter(account, begin, messages)) odd.insert(begin);
                     });
    for (const auto begin : odd) count_one_by_one(begin, begin + quarter_length);
    count_one_by_one(quarters.until, until);
}

std::vector<MessageCount> Reader::count_messages(const Expression& where, CountBy by,
                                                 const TimeZone& zone) const {
    const ReadTransaction transaction(*connection_);
    auto& database = connection_->database;
    auto& jids = connection_->jids;
    Counter counter(jids, by, zone);
    const auto whole = find_whole(database, where);
    const bool is_of_all_times = whole && !whole->stamp.since && !whole->stamp.until;
    if (!is_by_time(by) && is_of_all_times) {
        count_conversations(database, jids, *whole, counter);
    } else if (by != CountBy::contact && whole) {
        count_days(database, connection_->matchers, jids, *whole, where, counter);
    } else {
        count_hits(database, connection_->matchers, where, counter);
    }
    return counter.counts();
}

}  // namespace boswell::archive
