// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/substring.hpp"

#include "query/fold.hpp"
#include "query/occurrences.hpp"
#include "query/unmarked.hpp"

#include <functional>

namespace boswell::query {

Substring::Substring(std::string_view text)
    : wanted_(unmarked(text)), has_marks_only_(wanted_.empty()) {
    if (has_marks_only_) wanted_ = fold(text);
}

bool Substring::found_in(std::string_view text) const {
    if (is_ascii(text)) return has_in_ascii(text, wanted_);
    const auto searched = has_marks_only_ ? fold(text) : unmarked(text);
    return searched.find(wanted_) != std::string::npos;
}

std::vector<Span> Substring::find(std::string_view text) const {
    const auto itself = traced(text);
    const auto searched = has_marks_only_ ? fold(itself) : unmarked(itself);
    std::vector<Span> spans;
    for_each_occurrence(searched.text, wanted_, std::equal_to<>(), [&](std::size_t at) {
        spans.push_back({searched.source[at].begin, searched.source[at + wanted_.size() - 1].end});
    });
    return spans;
}

}  // namespace boswell::query
