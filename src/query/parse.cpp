// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/fields.hpp"
#include "query/lex.hpp"
#include "query/regex.hpp"

namespace boswell::query {

// Far more than a person types, and far less than SQLite's own limits on depth and parameters.
static constexpr std::size_t max_bytes = std::size_t{16} * 1024;
static constexpr std::size_t max_terms = 256;
static constexpr int max_depth = 12;

static bool is_true(const Expression& expression) {
    return expression.kind == Expression::Kind::all && expression.children.empty();
}

static Expression node(Expression::Kind kind, std::vector<Expression> children) {
    Expression expression;
    expression.kind = kind;
    expression.children = std::move(children);
    return expression;
}

Expression all_of(std::vector<Expression> parts) {
    std::erase_if(parts, is_true);
    if (parts.size() == 1) return std::move(parts.front());
    return node(Expression::Kind::all, std::move(parts));
}

Expression any_of(std::vector<Expression> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    return node(Expression::Kind::any, std::move(parts));
}

Expression field(Field field, std::string value) {
    Expression expression;
    expression.kind = Expression::Kind::filter;
    expression.filter = {field, std::move(value)};
    return expression;
}

Expression conversation(Jid account, Jid with) {
    Expression expression;
    expression.kind = Expression::Kind::conversation;
    expression.conversation = {std::move(account), std::move(with)};
    return expression;
}

static Expression text(Match match, std::string value) {
    Expression expression;
    expression.kind = Expression::Kind::text;
    expression.text = {match, std::move(value)};
    return expression;
}

static Expression word(const std::string& value) {
    if (value.size() > 1 && value.back() == '*')
        return text(Match::prefix, value.substr(0, value.size() - 1));
    return text(Match::words, value);
}

namespace {

/// Recursive descent: any = all ("OR" all)*, all = term+, term = "-" term | "(" any ")" | leaf.
class Parser {
public:
    Parser(std::string_view query, const Clock& clock) : tokens_(lex(query)), clock_(clock) {}

    Expression parse() {
        auto whole = any(0);
        if (now().kind == Token::Kind::close)
            throw UsageError(
                "the ')' at character {} of the query closes nothing; quote it to search for it",
                now().at + 1);
        return whole;
    }

private:
    const Token& now() const { return tokens_.at(next_); }
    const Token& take() { return tokens_.at(next_++); }

    Expression any(int depth);
    Expression all(int depth);
    Expression term(int depth);
    Expression group(int depth);
    Expression leaf();

    std::vector<Token> tokens_;
    const Clock& clock_;
    std::size_t next_ = 0;
    std::size_t terms_ = 0;
};

Expression Parser::any(int depth) {
    std::vector<Expression> choices;
    choices.push_back(all(depth));
    while (now().kind == Token::Kind::either) {
        const auto& either = take();
        choices.push_back(all(depth));
        if (is_true(choices.back()) || is_true(choices[choices.size() - 2]))
            throw UsageError(
                "the OR at character {} of the query needs something on both sides; "
                "quote it to search for it",
                either.at + 1);
    }
    return any_of(std::move(choices));
}

Expression Parser::all(int depth) {
    std::vector<Expression> parts;
    while (now().kind != Token::Kind::end && now().kind != Token::Kind::close &&
           now().kind != Token::Kind::either) {
        parts.push_back(term(depth));
    }
    return all_of(std::move(parts));
}

Expression Parser::group(int depth) {
    const auto& open = take();
    auto inner = any(depth + 1);
    if (now().kind != Token::Kind::close)
        throw UsageError(
            "the '(' at character {} of the query is not closed; quote it to search for it",
            open.at + 1);
    take();
    return inner;
}

Expression Parser::term(int depth) {
    if (depth > max_depth) throw UsageError("the query nests deeper than {} levels", max_depth);
    if (now().kind == Token::Kind::open) return group(depth);
    if (now().kind != Token::Kind::minus) return leaf();
    const auto& minus = take();
    const auto follows = now().kind;
    if (follows == Token::Kind::end || follows == Token::Kind::close ||
        follows == Token::Kind::either)
        throw UsageError(
            "the '-' at character {} of the query excludes nothing; quote it to search for it",
            minus.at + 1);
    std::vector<Expression> excluded;
    excluded.push_back(term(depth + 1));
    return node(Expression::Kind::none, std::move(excluded));
}

Expression Parser::leaf() {
    if (++terms_ > max_terms) throw UsageError("the query has more than {} terms", max_terms);
    const auto& token = take();
    switch (token.kind) {
        case Token::Kind::phrase:
            return token.text.empty() ? all_of({}) : text(Match::words, token.text);
        case Token::Kind::regex:
            Regex(token.text);  // throws if it is none
            return text(Match::regex, token.text);
        case Token::Kind::field:
            if (auto field = parse_field(token.field, token.text, clock_)) return *std::move(field);
            return word(token.field + ":" + token.text);
        default:
            return word(token.text);
    }
}

}  // namespace

Expression parse(std::string_view text, const Clock& clock) {
    if (text.size() > max_bytes)
        throw UsageError("the query has {} bytes; at most {} are allowed", text.size(), max_bytes);
    if (!is_utf8(text)) throw UsageError("the query is not UTF-8");
    return Parser(text, clock).parse();
}

Expression as_substrings(Expression where) {
    if (where.kind == Expression::Kind::text && where.text.match != Match::regex)
        where.text.match = Match::substring;
    for (auto& child : where.children) child = as_substrings(std::move(child));
    return where;
}

}  // namespace boswell::query
