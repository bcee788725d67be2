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
static constexpr auto arrived_sql = R"(message.id IN (
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
        if (query.arrived_after)
            plan_.conditions.push_back(
                fmt::format(arrived_sql, plan_.sql.parameter(*query.arrived_after)));
    } catch (...) {
        for (const auto number : plan_.matchers) matchers_.remove(number);
        throw;
    }
}

MessageSql::~MessageSql() {
    for (const auto number : plan_.matchers) matchers_.remove(number);
}

/// FROM and WHERE. CROSS JOIN makes SQLite walk the search index, in the order of its rows.
std::string MessageSql::source() const {
    std::vector<std::string> conditions;
    if (!plan_.match.empty()) conditions.push_back("search MATCH " + plan_.match);
    conditions.insert(conditions.end(), plan_.conditions.begin(), plan_.conditions.end());
    if (plan_.match.empty()) conditions.emplace_back(not_hidden);
    std::string text = "FROM message";
    if (!plan_.match.empty())
        text = plan_.conditions.empty()
                   ? "FROM search"
                   : "FROM search CROSS JOIN message ON message.id = search.rowid";
    return fmt::format("{} WHERE {}", text, fmt::join(conditions, " AND "));
}

Sql MessageSql::ids() const {
    Sql sql = plan_.sql;
    const bool is_ranked = query_.sort == query::Sort::relevance && !plan_.match.empty();
    const char* id = plan_.match.empty() ? "message.id" : "search.rowid";
    const char* order = query_.sort == query::Sort::oldest ? "ASC" : "DESC";
    sql.text =
        fmt::format("SELECT {} AS id{} {} ORDER BY {} {}", id,
                    is_ranked ? ", bm25(search, 1.0, 0.0) AS score" : "", source(), id, order);
    if (is_ranked)
        sql.text = fmt::format("SELECT id FROM ({} LIMIT {}) ORDER BY score, id DESC", sql.text,
                               max_ranked);
    sql.text += " LIMIT " + sql.parameter(query_.limit > 0 ? query_.limit : std::int64_t{-1}) +
                " OFFSET " + sql.parameter(std::max(query_.offset, std::int64_t{0}));
    return sql;
}

Sql MessageSql::count() const {
    Sql sql = plan_.sql;
    sql.text = "SELECT count(*) " + source();
    return sql;
}

}  // namespace boswell::archive
