// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/query_error.hpp"

#include <algorithm>

namespace boswell::query {

static std::ptrdiff_t characters(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

QueryError::QueryError(std::string_view reason, std::string_view query, std::size_t at)
    : UsageError("{} (character {} of the query)", reason, characters(query.substr(0, at)) + 1),
      query_(query),
      at_(at) {}

}  // namespace boswell::query
