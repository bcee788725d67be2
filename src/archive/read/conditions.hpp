// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/people.hpp"
#include "archive/read/query.hpp"

#include <map>
#include <optional>

namespace boswell::archive {

/// True for with:bob@example.org/phone.
bool names_resource(const query::Filter& filter);

/// True for from:me and to:me.
bool is_me(const query::Filter& filter);

/// Says in SQL what a part of a query asks of a row of message. Each condition is 0 or 1 and never
/// NULL, because NOT NULL would not be true.
class Conditions {
public:
    /// The arguments must outlive this object. Parameters and matchers are added to `plan`.
    Conditions(const sqlite::Database& database, Matchers& matchers, MessageSql::Plan& plan)
        : database_(database), matchers_(matchers), plan_(plan) {}

    /// Where the words of a message are looked for: in the search index, or in the text that it
    /// holds.
    enum class Words { in_index, in_text };
    std::string condition(const query::Expression& expression, Words words = Words::in_index);
    std::string conversation_is(const std::vector<std::int64_t>& conversations);
    /// True if the search index says that the message matches this FTS5 text.
    std::string in_index(const std::string& fts);
    /// Throws UsageError for a name that fits nobody.
    const People& people(const std::string& name);

private:
    std::string matches_indexed_text(const query::Text& text);
    std::string join(const query::Expression& expression, Words words, const char* glue,
                     const char* if_empty);
    std::string condition(const query::Filter& filter);
    std::string person(const query::Filter& filter, const char* column);
    std::string with(const query::Filter& filter);
    std::string has_link();
    std::string is(const std::string& value);
    std::string stamp(const query::Stamp& stamp);
    std::string matcher(const query::Text& text);
    std::string value(SqlValue value) { return plan_.sql.parameter(std::move(value)); }

    const sqlite::Database& database_;
    Matchers& matchers_;
    MessageSql::Plan& plan_;
    std::map<std::string, People> people_;
};

}  // namespace boswell::archive
