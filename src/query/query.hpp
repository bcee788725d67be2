// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Queries as values: what a person may ask for, without SQL and without a database.
namespace boswell::query {

/// How a text is looked for.
enum class Match {
    words,      ///< one word, or several words next to each other
    prefix,     ///< the same, of which the last is only the beginning of a word
    substring,  ///< anywhere, case-insensitively
    regex,      ///< RE2
};

/// What of a message is looked at.
enum class Part { whole, subject };

struct Text {
    Match match = Match::words;
    std::string text;
    Part part = Part::whole;
    friend bool operator==(const Text&, const Text&) = default;
};

/// "from:bob", "is:delayed" and the like.
enum class Field { from, to, with, in, account, direction, type, has, is, id };

struct Filter {
    Field field;
    std::string value;
    friend bool operator==(const Filter&, const Filter&) = default;
};

/// since <= stamp < until.
struct Stamp {
    std::optional<Time> since;
    std::optional<Time> until;
    friend bool operator==(const Stamp&, const Stamp&) = default;
};

/// Exactly these bare JIDs, unlike "with:", by which a person may mean several of them. An empty
/// account stands for all accounts.
struct Conversation {
    Jid account;
    Jid with;
    friend bool operator==(const Conversation&, const Conversation&) = default;
};

/// A tree: inner nodes combine their children, leaves hold one condition.
struct Expression {
    enum class Kind { all, any, none, text, filter, stamp, conversation };
    Kind kind = Kind::all;             ///< `all` without children is true
    std::vector<Expression> children;  ///< of all, any, none
    Text text{};
    Filter filter{};
    Stamp stamp{};
    Conversation conversation{};
    friend bool operator==(const Expression&, const Expression&) = default;
};

enum class Sort { newest, oldest, relevance };

struct Query {
    Expression where;
    Sort sort = Sort::newest;
    std::int64_t limit = 0;  ///< 0: all
    std::int64_t offset = 0;
    /// Only messages that came, or to which something was done, after this mark of arrival.
    std::optional<std::int64_t> arrived_after{};
    /// Only messages whose ids are between these two; messages are ordered by their ids.
    std::optional<std::int64_t> id_after{};
    std::optional<std::int64_t> id_before{};
    /// Also messages that only change another one, where no message shows the change: that one is
    /// not here, or a reaction was taken back. The words of such messages are not searched.
    bool with_unshown_changes = false;
};

}  // namespace boswell::query
