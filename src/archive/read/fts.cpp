// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/fts.hpp"

#include "query/phrase.hpp"
#include "query/segment.hpp"
#include "query/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace boswell::archive {

using query::Expression;
using query::Match;

// FTS5's parser has a stack of 100, of which each level takes up to four.
static constexpr int max_depth = 10;

std::string fts_string(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted.push_back('"');
        quoted.push_back(c == '\0' ? ' ' : c);  // FTS5 reads up to the first NUL
    }
    return quoted + "\"";
}

static std::optional<std::string> necessary_fts(const query::Text& text) {
    if (!query::is_indexed(text)) return std::nullopt;
    const auto words = fts_string(query::segment(text.text));
    return text.match == Match::prefix ? words + " *" : words;
}

static std::optional<std::string> to_fts(const query::Text& text) {
    if (text.part != query::Part::whole || !query::is_indexed(text)) return std::nullopt;
    if (query::Phrase(text).has_signs()) return std::nullopt;
    return necessary_fts(text);
}

std::string join_fts(const std::vector<std::string>& conditions,
                     const std::vector<std::string>& exclusions) {
    auto text = fmt::format("({})", fmt::join(conditions, " AND "));
    if (!exclusions.empty())
        text = fmt::format("({} NOT ({}))", text, fmt::join(exclusions, " OR "));
    return text;
}

static std::optional<std::string> to_fts(const Expression& expression, int depth);

static std::optional<std::vector<std::string>> each(const std::vector<Expression>& expressions,
                                                    int depth) {
    std::vector<std::string> texts;
    for (const auto& expression : expressions) {
        auto text = to_fts(expression, depth);
        if (!text) return std::nullopt;
        texts.push_back(*std::move(text));
    }
    return texts;
}

static std::optional<std::string> all(const std::vector<Expression>& children, int depth) {
    std::vector<std::string> conditions;
    std::vector<std::string> exclusions;
    for (const auto& child : children) {
        if (child.kind == Expression::Kind::none) {
            const auto excluded = each(child.children, depth + 1);
            if (!excluded) return std::nullopt;
            exclusions.insert(exclusions.end(), excluded->begin(), excluded->end());
        } else {
            auto condition = to_fts(child, depth + 1);
            if (!condition) return std::nullopt;
            conditions.push_back(*std::move(condition));
        }
    }
    if (conditions.empty()) return std::nullopt;
    return join_fts(conditions, exclusions);
}

static std::optional<std::string> to_fts(const Expression& expression, int depth) {
    if (depth > max_depth) return std::nullopt;
    switch (expression.kind) {
        case Expression::Kind::text:
            return to_fts(expression.text);
        case Expression::Kind::all:
            return all(expression.children, depth);
        case Expression::Kind::any: {
            const auto choices = each(expression.children, depth + 1);
            if (!choices || choices->empty()) return std::nullopt;
            return fmt::format("({})", fmt::join(*choices, " OR "));
        }
        default:
            return std::nullopt;
    }
}

std::optional<std::string> to_fts(const Expression& expression) { return to_fts(expression, 0); }

static std::optional<std::string> necessary_fts(const Expression& expression, int depth) {
    if (depth > max_depth) return std::nullopt;
    const bool is_all = expression.kind == Expression::Kind::all;
    if (expression.kind == Expression::Kind::text) return necessary_fts(expression.text);
    if (!is_all && expression.kind != Expression::Kind::any) return std::nullopt;
    std::vector<std::string> parts;
    for (const auto& child : expression.children) {
        auto part = necessary_fts(child, depth + 1);
        if (!part && !is_all) return std::nullopt;
        if (part) parts.push_back(*std::move(part));
    }
    if (parts.empty()) return std::nullopt;
    return fmt::format("({})", fmt::join(parts, is_all ? " AND " : " OR "));
}

std::optional<std::string> necessary_fts(const Expression& expression) {
    return necessary_fts(expression, 0);
}

bool has_prefix(const Expression& expression) {
    if (expression.kind == Expression::Kind::text)
        return expression.text.match == Match::prefix && query::is_indexed(expression.text);
    return std::ranges::any_of(expression.children, has_prefix);
}

}  // namespace boswell::archive
