// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/highlight.hpp"

#include "base/text.hpp"

#include <re2/re2.h>
#include <unicode/stsearch.h>
#include <unicode/tblcoll.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace boswell::cli {

Highlighter::Highlighter(const query::Expression& where) { collect(where); }
Highlighter::~Highlighter() = default;

void Highlighter::collect(const query::Expression& expression) {
    using Kind = query::Expression::Kind;
    if (expression.kind == Kind::none) return;
    if (expression.kind == Kind::text) texts_.push_back(expression.text);
    for (const auto& child : expression.children) collect(child);
}

static std::size_t utf8_length(const icu::UnicodeString& text, int units) {
    std::string out;
    text.tempSubStringBetween(0, units).toUTF8String(out);
    return out.size();
}

// CJK has no blanks, so there a word may begin and end anywhere.
static bool continues_word(UChar32 before, UChar32 after) {
    return u_isalnum(before) && u_isalnum(after) &&
           !u_hasBinaryProperty(before, UCHAR_IDEOGRAPHIC) &&
           !u_hasBinaryProperty(after, UCHAR_IDEOGRAPHIC);
}

static bool at_word(const icu::UnicodeString& text, int begin, int end, query::Match match) {
    if (match == query::Match::substring) return true;
    if (begin > 0 && continues_word(text.char32At(begin - 1), text.char32At(begin))) return false;
    if (match == query::Match::prefix || end >= text.length()) return true;
    return !continues_word(text.char32At(end - 1), text.char32At(end));
}

// Primary strength: neither case nor diacritics count, as in the search index.
static std::unique_ptr<icu::RuleBasedCollator> collator() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(
        icu::Collator::createInstance(icu::Locale::getRoot(), status));
    auto* rules = dynamic_cast<icu::RuleBasedCollator*>(made.get());
    if (U_FAILURE(status) || rules == nullptr) return nullptr;
    rules->setStrength(icu::Collator::PRIMARY);
    static_cast<void>(made.release());  // it goes on as what it really is
    return std::unique_ptr<icu::RuleBasedCollator>(rules);
}

static void find_text(const query::Text& wanted, std::string_view text, std::vector<Span>& out) {
    const auto pattern = icu::UnicodeString::fromUTF8(wanted.text);
    const auto subject = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    const auto rules = collator();
    if (pattern.isEmpty() || subject.isEmpty() || !rules) return;
    UErrorCode status = U_ZERO_ERROR;
    icu::StringSearch search(pattern, subject, rules.get(), nullptr, status);
    if (U_FAILURE(status)) return;
    for (auto begin = search.first(status); begin != USEARCH_DONE && U_SUCCESS(status);
         begin = search.next(status)) {
        const auto end = begin + search.getMatchedLength();
        if (!at_word(subject, begin, end, wanted.match)) continue;
        out.push_back({utf8_length(subject, begin), utf8_length(subject, end)});
    }
}

static void find_regex(const query::Text& wanted, std::string_view text, std::vector<Span>& out) {
    RE2::Options options(RE2::Quiet);
    options.set_case_sensitive(false);
    const RE2 regex(wanted.text, options);
    if (!regex.ok()) return;
    const re2::StringPiece subject(text.data(), text.size());
    re2::StringPiece found;
    std::size_t from = 0;
    while (regex.Match(subject, from, subject.size(), RE2::UNANCHORED, &found, 1)) {
        if (found.empty()) return;
        const auto begin = static_cast<std::size_t>(found.data() - text.data());
        from = begin + found.size();
        out.push_back({begin, from});
    }
}

static std::vector<Span> merged(std::vector<Span> spans) {
    std::ranges::sort(spans, {}, &Span::begin);
    std::vector<Span> out;
    for (const auto& span : spans) {
        if (!out.empty() && span.begin <= out.back().end) {
            out.back().end = std::max(out.back().end, span.end);
        } else {
            out.push_back(span);
        }
    }
    return out;
}

std::vector<Span> Highlighter::find(std::string_view text) const {
    std::vector<Span> spans;
    if (!is_utf8(text)) return spans;
    for (const auto& wanted : texts_) {
        if (wanted.match == query::Match::regex) {
            find_regex(wanted, text, spans);
        } else {
            find_text(wanted, text, spans);
        }
    }
    return merged(std::move(spans));
}

}  // namespace boswell::cli
