// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/query.hpp"

#include "archive/read/compiler.hpp"
#include "archive/read/fts.hpp"
#include "archive/related_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace boswell::archive {

// A message that only changes another one, such as a reaction, is not shown on its own. The search
// index does not have it.
static const auto not_hidden = fmt::format(
    "NOT (ifnull(message.has & {}, 1) AND EXISTS (SELECT 1 FROM annotation WHERE "
    "annotation.message_id = message.id AND hides))",
    related::annotates);

const std::string not_shown_elsewhere = fmt::format(
    "NOT (ifnull(message.has & {}, 1) AND EXISTS (SELECT 1 FROM annotation WHERE "
    "annotation.message_id = message.id AND hides AND (target_id IS NOT NULL OR kind = 'keys') AND "
    "NOT (kind = 'reaction' AND emoji = '[]')))",
    related::annotates);

// Words of which these messages do not have a page are so rare that the index reads little for
// them.
static constexpr int most_first = 4000;

// A later copy of a message, such as that from the server's archive, brings nothing new to readers.
static constexpr auto arrived_sql = R"({{}} IN (
WITH arrived AS (
    SELECT message_id
    FROM message_copy AS copy
    WHERE id > {0}
      AND NOT EXISTS (SELECT 1 FROM message_copy AS earlier
                      WHERE earlier.message_id = copy.message_id AND earlier.id <= {0})
)
SELECT message_id
FROM arrived
UNION
SELECT annotation.target_id
FROM arrived
CROSS JOIN annotation ON annotation.message_id = arrived.message_id
WHERE annotation.kind <> 'reply' AND annotation.target_id IS NOT NULL))";

// bm25() reads every text it ranks, so only the newest matches are ranked.
static constexpr std::int64_t max_ranked = 20'000;

// The counters leave out what only changes another message, too.
static constexpr auto count_all_sql = "SELECT ifnull(sum(messages), 0) FROM conversation";

using query::Expression;

// Each alternative is a statement of its own, as large as the whole.
static constexpr std::size_t max_alternatives = 8;

static bool is_choice(const Expression& part) {
    return part.kind == Expression::Kind::any && part.children.size() > 1 && !to_fts(part);
}

/// The query with this alternative instead of its only choice.
static Expression with_alternative(const Expression& where, const Expression& alternative) {
    Expression one;
    for (const auto& part : where.children) {
        if (!is_choice(part)) {
            one.children.push_back(part);
        } else if (alternative.kind == Expression::Kind::all) {
            one.children.insert(one.children.end(), alternative.children.begin(),
                                alternative.children.end());
        } else {
            one.children.push_back(alternative);
        }
    }
    return one;
}

/// Queries that together find what `where` finds, each with an index of its own where it can have
/// one: the search index for one of them, and that of a conversation for another.
static std::vector<Expression> alternatives(const Expression& where) {
    if (where.kind == Expression::Kind::any) {
        if (is_choice(where) && where.children.size() <= max_alternatives) return where.children;
        return {where};
    }
    const auto& parts = where.children;
    const auto choice = std::find_if(parts.begin(), parts.end(), is_choice);
    if (where.kind != Expression::Kind::all || choice == parts.end() ||
        choice->children.size() > max_alternatives ||
        std::find_if(choice + 1, parts.end(), is_choice) != parts.end())
        return {where};
    std::vector<Expression> all;
    for (const auto& alternative : choice->children)
        all.push_back(with_alternative(where, alternative));
    return all;
}

bool begins_with_texts(const query::Query& query) {
    return query.sort != query::Sort::relevance && has_prefix(query.where);
}

MessageSql::MessageSql(sqlite::Database& database, Matchers& matchers, const query::Query& query,
                       Reach reach)
    : matchers_(matchers), query_(query), reach_(reach) {
    try {
        const bool is_one = query.sort == query::Sort::relevance || reach == Reach::first;
        for (const auto& where :
             is_one ? std::vector<Expression>{query.where} : alternatives(query.where))
            compile(database, where);
        if (reach == Reach::first) limit_to_first(database);
    } catch (...) {
        remove_matchers();
        throw;
    }
}

void MessageSql::compile(const sqlite::Database& database, const Expression& where) {
    auto& plan = plans_.emplace_back();
    plan.with_unshown_changes = query_.with_unshown_changes;
    plan.sql = std::move(sql_);
    const auto words = query_.sort == query::Sort::relevance ? Compiler::Preference::words
                                                             : Compiler::Preference::fewest;
    Compiler(database, matchers_, reach_, plan, words).compile(where);
    sql_ = std::move(plan.sql);
    const bool is_scan = plan.match.empty() && !plan.matchers.empty();
    if (is_scan && matchers_.is_followed())
        plan.conditions.insert(plan.conditions.begin(), "looked_at(message.id, '', NULL)");
    const auto add = [&plan](std::string condition) {
        plan.id_conditions.push_back(std::move(condition));
    };
    if (query_.arrived_after) add(fmt::format(arrived_sql, sql_.parameter(*query_.arrived_after)));
    if (query_.id_after) add("{} > " + sql_.parameter(*query_.id_after));
    if (query_.id_before) add("{} < " + sql_.parameter(*query_.id_before));
}

void MessageSql::remove_matchers() noexcept {
    for (const auto& plan : plans_) {
        for (const auto number : plan.matchers) matchers_.remove(number);
    }
}

MessageSql::~MessageSql() { remove_matchers(); }

static constexpr std::string_view message_id = "message.id";

static std::string id_of(const MessageSql::Plan& plan) {
    if (!plan.match.empty()) return fmt::format("{}.rowid", plan.index);
    return plan.walk_id.empty() ? std::string(message_id) : plan.walk_id;
}

/// Those that an index answers.
static std::vector<std::string> index_conditions(const MessageSql::Plan& plan) {
    std::vector<std::string> conditions;
    if (!plan.match.empty())
        conditions.push_back(fmt::format("{} MATCH {}", plan.index, plan.match));
    for (const auto& condition : plan.id_conditions) {
        // A plus keeps SQLite from asking the index anew for each id of a list.
        const bool is_list = !plan.match.empty() && condition.starts_with("{} IN");
        conditions.push_back((is_list ? "+" : "") +
                             fmt::format(fmt::runtime(condition), id_of(plan)));
    }
    return conditions;
}

static std::string conditions(const MessageSql::Plan& plan) {
    auto conditions = index_conditions(plan);
    conditions.insert(conditions.end(), plan.conditions.begin(), plan.conditions.end());
    if (plan.match.empty())
        conditions.push_back(plan.with_unshown_changes ? not_shown_elsewhere : not_hidden);
    return fmt::format("{}", fmt::join(conditions, " AND "));
}

/// Whether the rows of message are read also where the search index answers alone.
enum class Rows { if_needed, always };

/// FROM. CROSS JOIN makes SQLite walk the index on its left, in the order of its rows.
static std::string tables(const MessageSql::Plan& plan, Rows rows) {
    if (!plan.match.empty() && plan.conditions.empty() && rows == Rows::if_needed)
        return fmt::format("FROM {}", plan.index);
    if (id_of(plan) != message_id)
        return fmt::format("FROM {} CROSS JOIN message ON message.id = {}",
                           plan.match.empty() ? std::string_view(plan.walk) : plan.index,
                           id_of(plan));
    return plan.walk.empty() ? "FROM message" : "FROM " + plan.walk;
}

/// FROM and WHERE.
static std::string source(const MessageSql::Plan& plan, Rows rows = Rows::if_needed) {
    return tables(plan, rows) + " WHERE " + conditions(plan);
}

/// In which order the ids are read.
static const char* order_of(const query::Query& query) {
    return query.sort == query::Sort::oldest ? "ASC" : "DESC";
}

void MessageSql::limit_to_first(const sqlite::Database& database) {
    auto& plan = plans_.front();
    auto conditions = index_conditions(plan);
    if (!plan.walk_where.empty()) conditions.push_back(plan.walk_where);
    const std::string_view table = !plan.match.empty() ? plan.index : "message";
    Sql sql = sql_;
    sql.text = fmt::format("SELECT {0} FROM {1}{2}{3} ORDER BY {0} {4} LIMIT 1 OFFSET {5}",
                           id_of(plan), plan.walk.empty() ? table : std::string_view(plan.walk),
                           conditions.empty() ? "" : " WHERE ", fmt::join(conditions, " AND "),
                           order_of(query_), sql.parameter(most_first - 1));
    sqlite::Statement last(database, sql.text);
    auto use = last.use();
    sql.bind(use);
    if (!use.next()) return;
    is_complete_ = false;
    plan.id_conditions.push_back((query_.sort == query::Sort::oldest ? "{} <= " : "{} >= ") +
                                 sql_.parameter(use.get<std::int64_t>(0)));
}

std::string MessageSql::ranked(const Plan& plan) const {
    return fmt::format(
        "SELECT id FROM (SELECT search.rowid AS id, bm25(search, 1.0, 0.0) AS score {} "
        "ORDER BY search.rowid DESC LIMIT {}) ORDER BY score, id DESC",
        source(plan), max_ranked);
}

/// Without order and limit.
std::string MessageSql::all_ids() const {
    std::vector<std::string> selects;
    for (const auto& plan : plans_)
        selects.push_back(fmt::format("SELECT {} AS id {}", id_of(plan), source(plan)));
    return fmt::format("{}", fmt::join(selects, " UNION "));
}

bool MessageSql::is_ranked() const {
    const auto& first = plans_.front();
    return query_.sort == query::Sort::relevance && !first.match.empty() && first.index == "search";
}

Sql MessageSql::ids() const {
    Sql sql = sql_;
    const auto& first = plans_.front();
    if (is_ranked()) {
        sql.text = ranked(first);
    } else {
        // Each select of a union is walked in the order of the whole.
        sql.text = fmt::format("{} ORDER BY {} {}", all_ids(),
                               plans_.size() == 1 ? id_of(first) : "id", order_of(query_));
    }
    sql.text += " LIMIT " + sql.parameter(query_.limit > 0 ? query_.limit : std::int64_t{-1}) +
                " OFFSET " + sql.parameter(std::max(query_.offset, std::int64_t{0}));
    return sql;
}

Sql MessageSql::with_copies(std::string_view columns) const {
    static constexpr auto copies = "LEFT JOIN message_copy AS copy ON copy.message_id = message.id";
    const bool is_part = query_.limit > 0 || query_.offset > 0;
    if (is_part || is_ranked() || plans_.size() > 1) {
        auto sql = ids();
        // The left side of a CROSS JOIN is read first, in its own order.
        sql.text = fmt::format(
            "SELECT {} FROM ({}) AS found CROSS JOIN message ON message.id = found.id {}", columns,
            sql.text, copies);
        return sql;
    }
    Sql sql = sql_;
    const auto& plan = plans_.front();
    sql.text =
        fmt::format("SELECT {} {} {} WHERE {} ORDER BY {} {}", columns, tables(plan, Rows::always),
                    copies, conditions(plan), id_of(plan), order_of(query_));
    return sql;
}

Sql MessageSql::count() const {
    Sql sql = sql_;
    const auto& first = plans_.front();
    const bool is_everything = plans_.size() == 1 && first.match.empty() &&
                               first.conditions.empty() && first.id_conditions.empty();
    if (is_everything) {
        sql.text = count_all_sql;
    } else if (plans_.size() == 1) {
        sql.text = "SELECT count(*) " + source(first);
    } else {
        sql.text = fmt::format("SELECT count(*) FROM ({})", all_ids());
    }
    return sql;
}

Sql MessageSql::places() const {
    static constexpr auto columns = "SELECT message.stamp, message.conversation_id ";
    Sql sql = sql_;
    if (plans_.size() == 1) {
        sql.text = columns + source(plans_.front(), Rows::always);
    } else {
        sql.text = fmt::format("{} FROM ({}) AS found CROSS JOIN message ON message.id = found.id",
                               columns, all_ids());
    }
    return sql;
}

}  // namespace boswell::archive
