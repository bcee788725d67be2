// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/fields.hpp"

#include "base/error.hpp"
#include "base/integer.hpp"
#include "base/text.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>

namespace boswell::query {

using Choices = std::span<const std::string_view>;

static constexpr std::array<std::string_view, 13> names{
    "from",  "to",        "with", "in",  "account", "date", "since",
    "until", "direction", "type", "has", "is",      "id"};
static constexpr std::array<std::string_view, 2> directions{"in", "out"};
static constexpr std::array<std::string_view, 5> types{"normal", "chat", "groupchat", "headline",
                                                       "error"};
static constexpr std::array<std::string_view, 5> things{"link", "attachment", "file", "reaction",
                                                        "correction"};
static constexpr std::array<std::string_view, 6> states{"edited",         "retracted", "encrypted",
                                                        "off-the-record", "delayed",   "imported"};
static constexpr std::array<std::string_view, 13> schemes{
    "mailto", "xmpp",   "tel",     "sip", "sips",   "geo",       "urn",
    "data",   "magnet", "bitcoin", "sms", "aesgcm", "javascript"};

static bool is_one_of(std::string_view value, Choices choices) {
    return std::find(choices.begin(), choices.end(), value) != choices.end();
}

static UsageError unknown_field(const std::string& name, const std::string& value) {
    const auto known = nearest(to_lower(name), names);
    if (known.empty())
        return UsageError("there is no field '{0}:'; to search for the text write \"{0}:{1}\"",
                          name, value);
    return UsageError(
        "there is no field '{0}:'; did you mean '{2}:'? To search for the text write \"{0}:{1}\"",
        name, value, known);
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

static Expression known_field(std::string_view name, const std::string& value, const Clock& clock) {
    if (name == "from") return field(Field::from, value);
    if (name == "to") return field(Field::to, value);
    if (name == "with") return field(Field::with, value);
    if (name == "in") return field(Field::in, value);
    if (name == "account") return field(Field::account, value);
    if (name == "date") return date(value, clock);
    if (name == "since") return stamp(parse_time(value, clock).since, std::nullopt);
    if (name == "until") return stamp(std::nullopt, parse_time(value, clock).until);
    if (name == "direction") return choice(Field::direction, name, value, directions);
    if (name == "type") return choice(Field::type, name, value, types);
    if (name == "has") return choice(Field::has, name, value, things);
    if (name == "is") return choice(Field::is, name, value, states);
    return id(value);
}

std::optional<Expression> parse_field(const std::string& name, const std::string& value,
                                      const Clock& clock) {
    const auto lower = to_lower(name);
    if (!is_one_of(lower, names)) {
        if (value.empty() || is_one_of(lower, schemes)) return std::nullopt;
        throw unknown_field(name, value);
    }
    const auto wanted = std::string(trim(value));
    if (wanted.empty()) throw UsageError("'{}:' needs a value right after the colon", lower);
    return known_field(lower, wanted, clock);
}

}  // namespace boswell::query
