// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/trigrams.hpp"

#include "archive/read/fts.hpp"
#include "query/coarse.hpp"
#include "query/required.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace boswell::archive {

using query::Expression;

// Each is a list that the index reads. More of them leave out hardly any further message.
static constexpr std::size_t most_of_one = 12;
static constexpr std::size_t most_of_all = 200;
// FTS5's parser has a stack of 100.
static constexpr int max_depth = 10;

using Trigrams = std::vector<std::string_view>;

/// Some that are as far apart as possible, the first and the last one among them.
static Trigrams some_of(const Trigrams& all) {
    if (all.size() <= most_of_one) return all;
    Trigrams some;
    for (std::size_t i = 0; i < most_of_one; ++i)
        some.push_back(all[i * (all.size() - 1) / (most_of_one - 1)]);
    return some;
}

static std::string joined(const std::vector<std::string>& parts, const char* glue) {
    return parts.size() == 1 ? parts.front() : fmt::format("({})", fmt::join(parts, glue));
}

static std::string all_of(const Trigrams& trigrams) {
    std::vector<std::string> parts;
    std::ranges::transform(trigrams, std::back_inserter(parts), fts_string);
    return joined(parts, " AND ");
}

static std::optional<std::string> necessary_trigrams(const query::Text& text) {
    std::vector<std::string> parts;
    std::size_t trigrams = 0;
    for (const auto& any : query::required_texts(text)) {
        std::vector<std::string> choices;
        std::size_t more = 0;
        for (const auto& choice : any) {
            const auto some = some_of(query::trigrams(choice));
            more += some.size();
            choices.push_back(all_of(some));
        }
        if (trigrams + more > most_of_all) continue;
        trigrams += more;
        parts.push_back(joined(choices, " OR "));
    }
    if (parts.empty()) return std::nullopt;
    return joined(parts, " AND ");
}

static std::optional<std::string> necessary_trigrams(const Expression& expression, int depth) {
    if (depth > max_depth) return std::nullopt;
    const bool is_all = expression.kind == Expression::Kind::all;
    if (expression.kind == Expression::Kind::text) return necessary_trigrams(expression.text);
    if (!is_all && expression.kind != Expression::Kind::any) return std::nullopt;
    std::vector<std::string> parts;
    for (const auto& child : expression.children) {
        auto part = necessary_trigrams(child, depth + 1);
        if (!part && !is_all) return std::nullopt;
        if (part) parts.push_back(*std::move(part));
    }
    if (parts.empty()) return std::nullopt;
    return joined(parts, is_all ? " AND " : " OR ");
}

std::optional<std::string> necessary_trigrams(const Expression& expression) {
    return necessary_trigrams(expression, 0);
}

}  // namespace boswell::archive
