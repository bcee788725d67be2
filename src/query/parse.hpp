// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "query/query.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// What relative times are measured from.
struct Clock {
    Time now;
    TimeZone zone;
};

/// The query language: words (all must occur), "a phrase", wor*, -not, OR, parentheses, /regex/,
/// and fields such as from:bob date:2026-01..2026-03. What only looks like a field is a word. An
/// empty text matches everything. Throws QueryError, which names the place and says what would be
/// right, or UsageError for a text that is too long or not UTF-8. A query that is accepted here
/// causes no error later on, except for a name that fits no contact.
Expression parse(std::string_view text, const Clock& clock);
/// What a person should know of a query that parse() has accepted: one sentence for each word that
/// is almost a field.
std::vector<std::string> hints(std::string_view text);

/// All of `parts`; those that are always true are left out.
Expression all_of(std::vector<Expression> parts);
/// Any of `parts`.
Expression any_of(std::vector<Expression> parts);
Expression field(Field field, std::string value);
Expression conversation(Jid account, Jid with);
/// Messages with since <= stamp < until.
Expression during(std::optional<Time> since, std::optional<Time> until);
/// --substring: the same expression, of which every word, phrase and prefix may stand anywhere,
/// also within a word.
Expression as_substrings(Expression where);

/// A point in time as people write it: RFC 3339, 2026-11-22, "2026-11-22 07:44", 2026-11, 2026,
/// today, yesterday, now, "2 days ago", 3h, "last monday". The span it covers: a day is 24 hours
/// long (usually), a minute 60 seconds, an instant one millisecond. --since takes its beginning,
/// --until its end. Throws UsageError.
Period parse_time(std::string_view text, const Clock& clock);

}  // namespace boswell::query
