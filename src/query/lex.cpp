// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/lex.hpp"

#include "query/query_error.hpp"

namespace boswell::query {

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

namespace {

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    std::vector<Token> all() {
        while (skip_space()) tokens_.push_back(next());
        tokens_.push_back({Token::Kind::end, text_.size()});
        return std::move(tokens_);
    }

private:
    bool skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
        return at_ < text_.size();
    }
    bool ends_at(std::size_t at) const {
        return at >= text_.size() || is_space(text_[at]) || (depth_ > 0 && text_[at] == ')');
    }

    Token next();
    Token mark(Token::Kind kind);
    Token field(std::size_t colon);
    std::string quoted();
    Token::Form form_of_quoted();
    std::string regex(std::size_t end);
    std::string plain();
    std::size_t end_of_regex() const;
    std::size_t end_of_field_name() const;

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;  // open parentheses; while there is none, a ) belongs to its word, as in ":)"
    std::vector<Token> tokens_;
};

Token Lexer::mark(Token::Kind kind) { return {kind, at_++}; }

/// Reads from the opening quote to the closing one. In between \" stands for " and \\ for \.
std::string Lexer::quoted() {
    const auto start = at_++;
    std::string value;
    for (; at_ < text_.size(); ++at_) {
        if (text_[at_] == '"') {
            ++at_;
            return value;
        }
        const bool escaped = text_[at_] == '\\' && at_ + 1 < text_.size() &&
                             (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\');
        if (escaped) ++at_;
        value.push_back(text_[at_]);
    }
    throw QueryError("the quote is not closed; write \\\" for a quote", text_, start);
}

/// What stands behind a closing quote may make the last word the beginning of one.
Token::Form Lexer::form_of_quoted() {
    if (at_ >= text_.size() || text_[at_] != '*' || !ends_at(at_ + 1)) return Token::Form::quoted;
    ++at_;
    return Token::Form::quoted_prefix;
}

std::string Lexer::plain() {
    const auto start = at_;
    while (!ends_at(at_)) ++at_;
    return std::string(text_.substr(start, at_ - start));
}

/// The slash that closes a regular expression, at the end of a word. npos if there is none, as in
/// "/usr/bin", which is a word.
std::size_t Lexer::end_of_regex() const {
    if (text_[at_] != '/') return std::string_view::npos;
    for (auto i = at_ + 1; i < text_.size(); ++i) {
        if (text_[i] == '\\') {
            ++i;
        } else if (text_[i] == '/' && i > at_ + 1 && ends_at(i + 1)) {
            return i;
        }
    }
    return std::string_view::npos;
}

/// The regular expression between this slash and the one at `end`, in which \/ stands for a slash.
std::string Lexer::regex(std::size_t end) {
    std::string pattern;
    for (++at_; at_ < end; ++at_) {
        if (text_[at_] == '\\') {
            if (text_[at_ + 1] != '/') pattern.push_back('\\');
            ++at_;
        }
        pattern.push_back(text_[at_]);
    }
    at_ = end + 1;
    return pattern;
}

/// The colon of "name:value". npos for texts that only look like a field: "https://…", "C:\".
std::size_t Lexer::end_of_field_name() const {
    auto end = at_;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    if (end - at_ < 2 || end >= text_.size() || text_[end] != ':') return std::string_view::npos;
    return text_.substr(end + 1, 2) == "//" ? std::string_view::npos : end;
}

Token Lexer::field(std::size_t colon) {
    Token token{Token::Kind::field, at_};
    token.field = text_.substr(at_, colon - at_);
    at_ = colon + 1;
    if (at_ < text_.size() && text_[at_] == '"') {
        token.text = quoted();
        token.form = form_of_quoted();
    } else {
        token.text = plain();
    }
    return token;
}

Token Lexer::next() {
    const char c = text_[at_];
    if (c == '(') {
        ++depth_;
        return mark(Token::Kind::open);
    }
    if (c == ')') {
        --depth_;
        return mark(Token::Kind::close);
    }
    if (c == '-' && !ends_at(at_ + 1)) return mark(Token::Kind::minus);
    Token token{Token::Kind::word, at_};
    if (c == '"') {
        token.kind = Token::Kind::phrase;
        token.text = quoted();
        token.form = form_of_quoted();
    } else if (const auto end = end_of_regex(); end != std::string_view::npos) {
        token.kind = Token::Kind::regex;
        token.text = regex(end);
    } else if (const auto colon = end_of_field_name(); colon != std::string_view::npos) {
        return field(colon);
    } else {
        token.text = plain();
        if (token.text == "OR") token.kind = Token::Kind::either;
    }
    return token;
}

}  // namespace

std::vector<Token> lex(std::string_view text) { return Lexer(text).all(); }

}  // namespace boswell::query
