// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/fields.hpp"
#include "query/lex.hpp"
#include "query/query_error.hpp"

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

Expression during(std::optional<Time> since, std::optional<Time> until) {
    Expression expression;
    expression.kind = Expression::Kind::stamp;
    expression.stamp = {since, until};
    return expression;
}

namespace {

/// Recursive descent: any = all ("OR" all)*, all = term+, term = "-" term | "(" any ")" | leaf.
class Parser {
public:
    Parser(std::string_view query, const Clock& clock)
        : query_(query), tokens_(lex(query)), clock_(clock) {}

    Expression parse() {
        auto whole = any(0);
        if (now().kind == Token::Kind::close)
            refuse("this ')' closes nothing; quote it to search for it", now().at);
        return whole;
    }

private:
    const Token& now() const { return tokens_.at(next_); }
    const Token& take() { return tokens_.at(next_++); }
    [[noreturn]] void refuse(std::string_view reason, std::size_t at) const {
        throw QueryError(reason, query_, at);
    }

    Expression any(int depth);
    Expression all(int depth);
    Expression term(int depth);
    Expression group(int depth);
    Expression leaf();
    Expression leaf(const Token& token) const;

    std::string_view query_;
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
            refuse("this OR needs something on both sides; quote it to search for it", either.at);
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
        refuse("this '(' is not closed; quote it to search for it", open.at);
    take();
    return inner;
}

Expression Parser::term(int depth) {
    if (depth > max_depth)
        refuse(fmt::format("the query nests deeper than {} levels", max_depth), now().at);
    if (now().kind == Token::Kind::open) return group(depth);
    if (now().kind != Token::Kind::minus) return leaf();
    const auto& minus = take();
    const auto follows = now().kind;
    if (follows == Token::Kind::end || follows == Token::Kind::close ||
        follows == Token::Kind::either)
        refuse("this '-' excludes nothing; quote it to search for it", minus.at);
    std::vector<Expression> excluded;
    excluded.push_back(term(depth + 1));
    return node(Expression::Kind::none, std::move(excluded));
}

Expression Parser::leaf() {
    const auto& token = take();
    if (++terms_ > max_terms)
        refuse(fmt::format("the query has more than {} terms", max_terms), token.at);
    try {
        return leaf(token);
    } catch (const UsageError& error) {
        refuse(explain(error), token.at);
    }
}

Expression Parser::leaf(const Token& token) const {
    if (token.kind == Token::Kind::regex) return regex(token.text, Part::whole);
    if (token.kind != Token::Kind::field) return words(token.form, token.text, Part::whole);
    if (auto field = parse_field(token.field, token.text, token.form, clock_))
        return *std::move(field);
    return words(token.form, token.field + ":" + token.text, Part::whole);
}

}  // namespace

Expression parse(std::string_view text, const Clock& clock) {
    if (text.size() > max_bytes)
        throw UsageError("the query has {} bytes; at most {} are allowed", text.size(), max_bytes);
    if (!is_utf8(text)) throw UsageError("the query is not UTF-8");
    return Parser(text, clock).parse();
}

std::vector<std::string> hints(std::string_view text) {
    std::vector<std::string> sentences;
    for (const auto& token : lex(text)) {
        if (token.kind != Token::Kind::field || token.text.empty()) continue;
        const auto meant = almost_field(token.field);
        if (meant.empty()) continue;
        sentences.push_back(fmt::format(
            "searched for the text '{0}:{1}', because there is no field '{0}:'; did you mean "
            "'{2}:'? In quotes it is taken for a text",
            token.field, token.text, meant));
    }
    return sentences;
}

Expression as_substrings(Expression where) {
    if (where.kind == Expression::Kind::text && where.text.match != Match::regex)
        where.text.match = Match::substring;
    for (auto& child : where.children) child = as_substrings(std::move(child));
    return where;
}

}  // namespace boswell::query
