// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/regex.hpp"

#include "base/error.hpp"

#include <re2/re2.h>

namespace boswell::query {

static constexpr std::size_t most_places = 1000;

static RE2::Options options() {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_max_mem(8 << 20);
    return options;
}

Regex::Regex(const std::string& pattern) : regex_(std::make_unique<RE2>(pattern, options())) {
    if (!regex_->ok()) {
        throw UsageError(
            "invalid regular expression /{}/: {}; to search for the text itself, put it in quotes",
            pattern, regex_->error());
    }
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

bool Regex::found_in(std::string_view text) const {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex_);
}

std::vector<Span> Regex::find(std::string_view text) const {
    const re2::StringPiece subject(text.data(), text.size());
    re2::StringPiece found;
    std::vector<Span> places;
    std::size_t from = 0;
    while (places.size() < most_places && from < text.size() &&
           regex_->Match(subject, from, subject.size(), RE2::UNANCHORED, &found, 1)) {
        const auto begin = static_cast<std::size_t>(found.data() - text.data());
        from = begin + found.size();
        if (found.empty()) {
            ++from;  // /x*/ matches nothing here, and maybe something further on
        } else {
            places.push_back({begin, from});
        }
    }
    return places;
}

}  // namespace boswell::query
