// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/people.hpp"
#include "archive/read/query.hpp"

#include <map>
#include <optional>

namespace boswell::archive {

/// Turns a tree into conditions in SQL. Each condition is 0 or 1 and never NULL, because NOT NULL
/// would not be true.
class Compiler {
public:
    Compiler(const sqlite::Database& database, Matchers& matchers, Reach reach,
             MessageSql::Plan& plan)
        : database_(database), matchers_(matchers), reach_(reach), plan_(plan) {}

    /// The whole: what the index can answer goes into one MATCH, the rest into conditions.
    void compile(const query::Expression& where);

private:
    void add(const query::Expression& part);
    void narrow(std::vector<std::int64_t> conversations);
    void narrow_to_person(const query::Filter& filter);
    void add(const query::Stamp& stamp);
    void add_condition(const query::Expression& part);
    const People& people(const std::string& name);
    void finish();
    std::string condition(const query::Expression& expression);
    std::string join(const query::Expression& expression, const char* glue, const char* if_empty);
    std::string condition(const query::Filter& filter);
    std::string person(const query::Filter& filter, const char* column);
    std::string with(const query::Filter& filter);
    std::string has(const std::string& value);
    std::string is(const std::string& value);
    std::string stamp(const query::Stamp& stamp);
    std::string conversation_is(const std::vector<std::int64_t>& conversations);
    std::string in_index(const std::string& fts);
    std::string matcher(const query::Text& text);
    std::string matches_indexed_text(const query::Text& text);
    std::string value(SqlValue value) { return plan_.sql.parameter(std::move(value)); }

    const sqlite::Database& database_;
    Matchers& matchers_;
    Reach reach_;
    MessageSql::Plan& plan_;
    std::vector<std::string> wanted_;    // FTS5 texts that must match
    std::vector<std::string> excluded_;  // and that must not
    std::optional<std::vector<std::int64_t>> conversations_;
    std::optional<std::vector<std::int64_t>> of_person_;  // where from: and to: can be true
    std::map<std::string, People> people_;
};

}  // namespace boswell::archive
