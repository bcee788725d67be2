// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace boswell::query {

/// A query is wrong at one place, which the message names: "… (character 5 of the query)".
class QueryError : public UsageError {
public:
    QueryError(std::string_view reason, std::string_view query, std::size_t at);

    const std::string& query() const noexcept { return query_; }
    /// The byte of the query, from 0.
    std::size_t at() const noexcept { return at_; }

private:
    std::string query_;
    std::size_t at_;
};

}  // namespace boswell::query
