// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/print.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <vector>

namespace boswell::query {

static std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

/// A slash within the pattern would end it.
static std::string slashed(std::string_view pattern) {
    std::string out = "/";
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool is_pair = pattern[i] == '\\' && i + 1 < pattern.size();
        if (pattern[i] == '/') out += '\\';
        out += pattern[i];
        if (is_pair) out += pattern[++i];
    }
    return out + '/';
}

static std::string printed(const Text& text) {
    const auto* field = text.part == Part::subject ? "subject:" : "";
    if (text.match == Match::regex) return field + slashed(text.text);
    return field + in_quotes(text.text) + (text.match == Match::prefix ? "*" : "");
}

static std::string printed(const Filter& filter) {
    static constexpr std::array names{"from",      "to",   "with", "in", "account",
                                      "direction", "type", "has",  "is", "id"};
    const auto* name = names.at(static_cast<std::size_t>(filter.field));
    return fmt::format("{}:{}", name, in_quotes(filter.value));
}

/// The end is a time, so the last millisecond before it is what "date:" takes.
static std::string printed(const Stamp& stamp) {
    const auto since = stamp.since ? to_rfc3339(*stamp.since) : "";
    const auto last = stamp.until ? to_rfc3339(*stamp.until - milliseconds(1)) : "";
    return fmt::format("date:{}..{}", since, last);
}

static std::string printed(const Conversation& conversation) {
    auto with = "with:" + in_quotes(conversation.with.str());
    if (conversation.account.empty()) return with;
    return fmt::format("(account:{} {})", in_quotes(conversation.account.str()), with);
}

/// With parentheses where it has several parts.
static std::string as_one(const Expression& expression) {
    const bool is_list = expression.kind == Expression::Kind::all ||  //
                         expression.kind == Expression::Kind::any;
    return is_list ? fmt::format("({})", to_string(expression)) : to_string(expression);
}

std::string to_string(const Expression& expression) {
    const bool is_any = expression.kind == Expression::Kind::any;
    std::vector<std::string> parts;
    for (const auto& child : expression.children) {
        // "a b OR c" needs no parentheses.
        const bool binds_more = is_any && child.kind == Expression::Kind::all;
        parts.push_back(binds_more ? to_string(child) : as_one(child));
    }
    switch (expression.kind) {
        case Expression::Kind::all:
            return fmt::format("{}", fmt::join(parts, " "));
        case Expression::Kind::any:
            return fmt::format("{}", fmt::join(parts, " OR "));
        case Expression::Kind::none:
            return fmt::format("-{}", fmt::join(parts, " -"));
        case Expression::Kind::text:
            return printed(expression.text);
        case Expression::Kind::filter:
            return printed(expression.filter);
        case Expression::Kind::stamp:
            return printed(expression.stamp);
        case Expression::Kind::conversation:
            return printed(expression.conversation);
    }
    return "";
}

}  // namespace boswell::query
