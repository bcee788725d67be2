// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/conditions.hpp"
#include "archive/read/rare_messages.hpp"

namespace boswell::archive {

/// Turns a tree into a plan: what an index can answer, in the order of the ids, and conditions for
/// the rest.
class Compiler {
public:
    /// Which index is walked through if the query has words and, beside them, substrings or
    /// regular expressions: that of the words, or that which has the fewest messages.
    enum class Preference { words, fewest };

    Compiler(const sqlite::Database& database, Matchers& matchers, Reach reach,
             MessageSql::Plan& plan, Preference preference)
        : database_(database),
          reach_(reach),
          preference_(preference),
          plan_(plan),
          conditions_(database, matchers, plan) {}

    /// The whole: what the search index can answer goes into one MATCH, the rest into conditions.
    void compile(const query::Expression& where);

private:
    void add(const query::Expression& part);
    void narrow(std::vector<std::int64_t> conversations);
    void narrow_to_person(const query::Filter& filter);
    void add(const query::Stamp& stamp);
    void add_condition(const query::Expression& part);
    void add_text_condition(const query::Expression& part);
    void finish();
    bool prefers_trigrams() const;
    bool has_few_messages(const std::vector<std::int64_t>& conversations) const;
    void walk_trigrams();
    /// What says in which order the messages are read.
    enum class Order { by_nothing, by_words, by_conversation };
    void add_rare(Order order);
    std::string value(SqlValue value) { return plan_.sql.parameter(std::move(value)); }

    const sqlite::Database& database_;
    Reach reach_;
    Preference preference_;
    MessageSql::Plan& plan_;
    Conditions conditions_;
    std::vector<std::string> wanted_;                // FTS5 texts that must match
    std::vector<std::string> excluded_;              // and that must not
    std::vector<const query::Expression*> indexed_;  // what these two say of the messages
    std::vector<std::string> trigrams_;  // what the table trigram must have, in FTS5's language
    std::vector<RareMessages> rare_;
    bool has_text_ = false;  // what matches has a text, so the tokens of conversations find it
    std::optional<std::vector<std::int64_t>> conversations_;
    std::optional<std::vector<std::int64_t>> of_person_;  // where from: and to: can be true
};

}  // namespace boswell::archive
