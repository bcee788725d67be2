// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/text_matcher.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace boswell::query {

/// Whether a record that is no message, such as a contact, is what a query asks for. Each word may
/// be in another of its texts.
class RecordMatch {
public:
    /// Throws UsageError where the query asks for what only messages have: a field.
    explicit RecordMatch(const Expression& where);

    bool matches(std::span<const std::string> texts) const;
    /// True if something that is asked for, rather than excluded, is in this text.
    bool is_found_in(std::string_view text) const;

private:
    Expression::Kind kind_;
    std::vector<RecordMatch> children_;
    std::optional<TextMatcher> text_;
};

}  // namespace boswell::query
