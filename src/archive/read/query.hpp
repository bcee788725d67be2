// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/matchers.hpp"
#include "archive/read/sql.hpp"
#include "query/query.hpp"
#include "sqlite/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::archive {

/// Which messages are looked at: all, or, in the query's order, only the first some thousand of
/// those that meet what an index answers at once. Their texts are read instead of asking the search
/// index for beginnings of words.
enum class Reach { all, first };

/// True if the first messages may well have all that the query wants, and reading them costs less
/// than asking the index.
bool begins_with_texts(const query::Query& query);

/// The condition that a row of message has a record of its own in an export that is whole: it does
/// not only change another message whose record shows the change. Keys change nothing.
extern const std::string not_shown_elsewhere;

/// A query as SQL. Conditions that no index answers call text_matches(), and this owns the matchers
/// for it. What is asked for in alternatives, of which not all are words, is the union of as many
/// walks, each in the order of its own index.
class MessageSql {
public:
    /// Throws UsageError for a name that fits nobody.
    MessageSql(sqlite::Database& database, Matchers& matchers, const query::Query& query,
               Reach reach = Reach::all);
    ~MessageSql();
    MessageSql(const MessageSql&) = delete;
    MessageSql& operator=(const MessageSql&) = delete;

    /// The ids of the messages, in the query's order and within its limit; or how many there are
    /// without the limit.
    Sql ids() const;
    /// The same messages, in the same order, by these columns of `message` and `copy`: a row for
    /// each copy of a message, in the order of arrival.
    Sql with_copies(std::string_view columns) const;
    Sql count() const;
    /// True if no message can be missing because of the reach.
    bool is_complete() const { return is_complete_; }
    /// The stamp and the conversation of each message, in any order and without the limit.
    Sql places() const;

    /// The parts of a WHERE that are put together from the query; for the compiler in the .cpp.
    struct Plan {
        Sql sql;
        std::string match;                       ///< parameter of the FTS5 query, or ""
        std::string_view index = "search";       ///< the table that is asked it
        std::string walk;                        ///< what is read without a MATCH; "": message
        std::string walk_id;                     ///< the id of a message in it
        std::string walk_where;                  ///< which of its rows are meant
        std::vector<std::string> id_conditions;  ///< on the id, for which {} stands
        std::vector<std::string> conditions;     ///< on message
        std::vector<std::int64_t> matchers;
        bool with_unshown_changes = false;
    };

private:
    void compile(const sqlite::Database& database, const query::Expression& where);
    void limit_to_first(const sqlite::Database& database);
    void remove_matchers() noexcept;
    bool is_ranked() const;
    std::string ranked(const Plan& plan) const;
    std::string all_ids() const;

    Matchers& matchers_;
    query::Query query_;
    Reach reach_;
    Sql sql_;  ///< the parameters of all plans
    std::vector<Plan> plans_;
    bool is_complete_ = true;
};

}  // namespace boswell::archive
