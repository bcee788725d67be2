// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/fields.hpp"

#include "base/error.hpp"
#include "base/integer.hpp"
#include "base/text.hpp"
#include "query/regex.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>

namespace boswell::query {

using Choices = std::span<const std::string_view>;

static constexpr std::array<std::string_view, 16> names{
    "from",  "to",     "with",  "in",        "account", "subject", "date", "since",
    "until", "before", "after", "direction", "type",    "has",     "is",   "id"};
static constexpr std::array<std::string_view, 2> directions{"in", "out"};
static constexpr std::array<std::string_view, 5> types{"normal", "chat", "groupchat", "headline",
                                                       "error"};
static constexpr std::array<std::string_view, 6> things{"link",     "attachment", "file",
                                                        "reaction", "correction", "call"};
static constexpr std::array<std::string_view, 6> states{"edited",         "retracted", "encrypted",
                                                        "off-the-record", "delayed",   "imported"};
static constexpr std::array<std::string_view, 13> schemes{
    "mailto", "xmpp",   "tel",     "sip", "sips",   "geo",       "urn",
    "data",   "magnet", "bitcoin", "sms", "aesgcm", "javascript"};

static bool is_one_of(std::string_view value, Choices choices) {
    return std::find(choices.begin(), choices.end(), value) != choices.end();
}

static Expression choice(Field which, std::string_view name, const std::string& value,
                         Choices allowed) {
    auto lower = to_lower(value);
    if (is_one_of(lower, allowed)) return field(which, std::move(lower));
    const auto known = nearest(lower, allowed);
    throw UsageError("'{}:{}' is not known; {} {}", name, value,
                     known.empty() ? "write one of"
                                   : fmt::format("did you mean '{}:{}'? There are", name, known),
                     fmt::join(allowed, ", "));
}

static Expression stamp(std::optional<Time> since, std::optional<Time> until) {
    Expression expression;
    expression.kind = Expression::Kind::stamp;
    expression.stamp = {since, until};
    return expression;
}

/// A..B, A.., ..B, or A alone: a time with the span it covers.
static Expression date(const std::string& value, const Clock& clock) {
    const auto dots = value.find("..");
    if (dots == value.npos) {
        const auto span = parse_time(value, clock);
        return stamp(span.since, span.until);
    }
    const auto first = value.substr(0, dots);
    const auto last = value.substr(dots + 2);
    if (first.empty() && last.empty())
        throw UsageError("'date:..' needs a time on at least one side");
    Expression range = stamp(std::nullopt, std::nullopt);
    if (!first.empty()) range.stamp.since = parse_time(first, clock).since;
    if (!last.empty()) range.stamp.until = parse_time(last, clock).until;
    return range;
}

static Expression id(const std::string& value) {
    const auto number = parse_integer<std::int64_t>(value, 0);
    if (!number)
        throw UsageError("'id:{}' is not known; an id is the number that search and show print",
                         value);
    return field(Field::id, std::to_string(*number));
}

static Expression text(Match match, std::string value, Part part) {
    if (value.empty()) return all_of({});
    Expression expression;
    expression.kind = Expression::Kind::text;
    expression.text = {match, std::move(value), part};
    return expression;
}

Expression words(Token::Form form, const std::string& value, Part part) {
    if (form == Token::Form::quoted_prefix) return text(Match::prefix, value, part);
    if (form == Token::Form::plain && value.size() > 1 && value.back() == '*')
        return text(Match::prefix, value.substr(0, value.size() - 1), part);
    return text(Match::words, value, part);
}

Expression regex(const std::string& pattern, Part part) {
    const Regex valid(pattern);
    return text(Match::regex, pattern, part);
}

/// As in a regular expression without a field, \/ stands for a slash.
static std::string pattern_of(std::string_view between_slashes) {
    std::string pattern;
    for (std::size_t i = 0; i < between_slashes.size(); ++i) {
        const bool is_pair = between_slashes[i] == '\\' && i + 1 < between_slashes.size();
        if (is_pair && between_slashes[i + 1] != '/') pattern += between_slashes[i];
        pattern += between_slashes[is_pair ? ++i : i];
    }
    return pattern;
}

static Expression subject(const std::string& value, Token::Form form) {
    const bool has_slashes = value.size() > 2 && value.front() == '/' && value.back() == '/';
    if (form == Token::Form::plain && has_slashes)
        return regex(pattern_of(std::string_view(value).substr(1, value.size() - 2)),
                     Part::subject);
    return words(form, value, Part::subject);
}

static Expression known_field(std::string_view name, const std::string& value, Token::Form form,
                              const Clock& clock) {
    if (name == "from") return field(Field::from, value);
    if (name == "to") return field(Field::to, value);
    if (name == "with") return field(Field::with, value);
    if (name == "in") return field(Field::in, value);
    if (name == "account") return field(Field::account, value);
    if (name == "subject") return subject(value, form);
    if (name == "date") return date(value, clock);
    if (name == "since" || name == "after")
        return stamp(parse_time(value, clock).since, std::nullopt);
    if (name == "before") return stamp(std::nullopt, parse_time(value, clock).since);
    if (name == "until") return stamp(std::nullopt, parse_time(value, clock).until);
    if (name == "direction") return choice(Field::direction, name, value, directions);
    if (name == "type") return choice(Field::type, name, value, types);
    if (name == "has") return choice(Field::has, name, value, things);
    if (name == "is") return choice(Field::is, name, value, states);
    return id(value);
}

std::optional<Expression> parse_field(const std::string& name, const std::string& value,
                                      Token::Form form, const Clock& clock) {
    const auto lower = to_lower(name);
    if (!is_one_of(lower, names)) return std::nullopt;
    const auto wanted = std::string(trim(value));
    if (wanted.empty()) throw UsageError("'{}:' needs a value right after the colon", lower);
    return known_field(lower, wanted, form, clock);
}

std::vector<std::string> known_filters() {
    std::vector<std::string> filters;
    const auto add = [&filters](std::string_view name, Choices values) {
        for (const auto value : values) filters.push_back(fmt::format("{}:{}", name, value));
    };
    add("direction", directions);
    add("type", types);
    add("has", things);
    add("is", states);
    return filters;
}

std::string_view almost_field(const std::string& name) {
    const auto lower = to_lower(name);
    if (is_one_of(lower, names) || is_one_of(lower, schemes)) return "";
    return nearest(lower, names);
}

}  // namespace boswell::query
