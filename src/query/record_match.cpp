// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/record_match.hpp"

#include "base/error.hpp"
#include "query/print.hpp"

#include <algorithm>

namespace boswell::query {

using Kind = Expression::Kind;

RecordMatch::RecordMatch(const Expression& where) : kind_(where.kind) {
    const bool is_text = kind_ == Kind::text && where.text.part == Part::whole;
    if (is_text) {
        text_.emplace(where.text);
    } else if (kind_ != Kind::all && kind_ != Kind::any && kind_ != Kind::none) {
        throw UsageError(
            "'{}' is a field of messages; with --what contacts or presence a query has words, and "
            "-w, -a, -S and -U select further",
            to_string(where));
    }
    for (const auto& child : where.children) children_.emplace_back(child);
}

bool RecordMatch::matches(std::span<const std::string> texts) const {
    const auto child_matches = [&](const RecordMatch& child) { return child.matches(texts); };
    switch (kind_) {
        case Kind::all:
            return std::ranges::all_of(children_, child_matches);
        case Kind::any:
            return std::ranges::any_of(children_, child_matches);
        case Kind::none:
            return std::ranges::none_of(children_, child_matches);
        default:
            return std::ranges::any_of(
                texts, [&](const std::string& text) { return text_->found_in(text); });
    }
}

bool RecordMatch::is_found_in(std::string_view text) const {
    if (kind_ == Kind::none) return false;
    if (text_) return text_->found_in(text);
    return std::ranges::any_of(children_,
                               [&](const auto& child) { return child.is_found_in(text); });
}

}  // namespace boswell::query
