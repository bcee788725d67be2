// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/text_matcher.hpp"
#include "sqlite/database.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>

namespace boswell::archive {

/// Conditions on a text that no index answers, for use in SQL: `text_matches(N, body, subject)` is
/// 1 if one of the texts has what matcher N looks for; `address_matches(N, url, NULL)` also if the
/// address has it as people write it, without escapes. And `looked_at(id, '', NULL)`, which is
/// always 1: a scan that somebody follows calls it for each message.
class Matchers {
public:
    /// Adds the function to the connection, which must run no statement once this object is gone.
    explicit Matchers(sqlite::Database& database);
    Matchers(const Matchers&) = delete;
    Matchers& operator=(const Matchers&) = delete;

    /// Returns N. Throws UsageError for an invalid regular expression.
    std::int64_t add(const query::Text& text);
    void remove(std::int64_t number) { matchers_.erase(number); }

    /// `tell` gets how many messages were looked at since this call. Nothing: nobody follows.
    void follow(std::function<void(std::int64_t)> tell) {
        tell_ = std::move(tell);
        looked_at_ = 0;
    }
    bool is_followed() const { return tell_ != nullptr; }

private:
    bool look_at() {
        ++looked_at_;
        if (tell_ && looked_at_ % 1024 == 0) tell_(looked_at_);
        return true;
    }

    std::map<std::int64_t, query::TextMatcher> matchers_;
    std::int64_t last_ = 0;
    std::function<void(std::int64_t)> tell_;
    std::int64_t looked_at_ = 0;
};

}  // namespace boswell::archive
