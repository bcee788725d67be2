// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/query.hpp"

#include "archive/read/conditions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace boswell::archive {

// A message that only changes another one, such as a reaction, is not shown on its own. The search
// index does not have it.
static constexpr auto not_hidden =
    "NOT EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides)";

// A later copy of a message, such as that from the server's archive, brings nothing new to readers.
static constexpr auto arrived_sql = R"( IN (
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

std::string Sql::parameter(SqlValue value) {
    values_.push_back(std::move(value));
    return fmt::format("?{}", values_.size());
}

std::string Sql::list(const std::vector<std::int64_t>& ids) {
    if (ids.size() == 1) return "(" + parameter(ids.front()) + ")";
    const auto json = fmt::format("[{}]", fmt::join(ids, ","));
    return "(SELECT value FROM json_each(" + parameter(json) + "))";
}

void Sql::bind(sqlite::Use& use) const {
    for (const auto& value : values_) {
        std::visit([&](const auto& plain) { use.bind(plain); }, value);
    }
}

MessageSql::MessageSql(sqlite::Database& database, Matchers& matchers, const query::Query& query)
    : matchers_(matchers), query_(query) {
    try {
        Compiler(database, matchers_, plan_).compile(query.where);
        const auto add = [this](std::string condition) {
            plan_.id_conditions.push_back(std::move(condition));
        };
        if (query.arrived_after)
            add(fmt::format(arrived_sql, plan_.sql.parameter(*query.arrived_after)));
        if (query.id_after) add(" > " + plan_.sql.parameter(*query.id_after));
        if (query.id_before) add(" < " + plan_.sql.parameter(*query.id_before));
    } catch (...) {
        for (const auto number : plan_.matchers) matchers_.remove(number);
        throw;
    }
}

MessageSql::~MessageSql() {
    for (const auto number : plan_.matchers) matchers_.remove(number);
}

std::string MessageSql::conditions() const {
    std::vector<std::string> conditions;
    if (!plan_.match.empty()) conditions.push_back("search MATCH " + plan_.match);
    for (const auto& condition : plan_.id_conditions) {
        // A plus keeps SQLite from asking the index anew for each id of a list.
        const bool is_list = !plan_.match.empty() && condition.starts_with(" IN");
        conditions.push_back((is_list ? "+" : "") + (id() + condition));
    }
    conditions.insert(conditions.end(), plan_.conditions.begin(), plan_.conditions.end());
    if (plan_.match.empty()) conditions.emplace_back(not_hidden);
    return fmt::format("{}", fmt::join(conditions, " AND "));
}

/// FROM and WHERE. CROSS JOIN makes SQLite walk the search index, in the order of its rows.
std::string MessageSql::source() const {
    std::string text = "FROM message";
    if (!plan_.match.empty())
        text = plan_.conditions.empty()
                   ? "FROM search"
                   : "FROM search CROSS JOIN message ON message.id = search.rowid";
    return text + " WHERE " + conditions();
}

Sql MessageSql::ids() const {
    Sql sql = plan_.sql;
    const bool is_ranked = query_.sort == query::Sort::relevance && !plan_.match.empty();
    const char* order = query_.sort == query::Sort::oldest ? "ASC" : "DESC";
    sql.text =
        fmt::format("SELECT {} AS id{} {} ORDER BY {} {}", id(),
                    is_ranked ? ", bm25(search, 1.0, 0.0) AS score" : "", source(), id(), order);
    if (is_ranked)
        sql.text = fmt::format("SELECT id FROM ({} LIMIT {}) ORDER BY score, id DESC", sql.text,
                               max_ranked);
    sql.text += " LIMIT " + sql.parameter(query_.limit > 0 ? query_.limit : std::int64_t{-1}) +
                " OFFSET " + sql.parameter(std::max(query_.offset, std::int64_t{0}));
    return sql;
}

Sql MessageSql::count() const {
    Sql sql = plan_.sql;
    const bool is_everything =
        plan_.match.empty() && plan_.conditions.empty() && plan_.id_conditions.empty();
    sql.text = is_everything ? count_all_sql : "SELECT count(*) " + source();
    return sql;
}

}  // namespace boswell::archive
