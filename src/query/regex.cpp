// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/regex.hpp"

#include "base/error.hpp"

#include <re2/re2.h>

namespace boswell::query {

static RE2::Options options() {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_max_mem(8 << 20);
    return options;
}

Regex::Regex(const std::string& pattern) : regex_(std::make_unique<RE2>(pattern, options())) {
    if (!regex_->ok()) {
        throw UsageError("/{}/ is no regular expression: {}; quote it to search for the text",
                         pattern, regex_->error());
    }
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

bool Regex::found_in(std::string_view text) const {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex_);
}

}  // namespace boswell::query
