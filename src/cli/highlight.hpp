// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/query.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boswell::cli {

/// Bytes [begin, end) of a text.
struct Span {
    std::size_t begin;
    std::size_t end;
};

/// Finds in a text what a query looked for, so that it can be shown. A view of the search, not the
/// search: it may miss what the index found by a rule of its own.
class Highlighter {
public:
    explicit Highlighter(const query::Expression& where);
    ~Highlighter();
    Highlighter(const Highlighter&) = delete;
    Highlighter& operator=(const Highlighter&) = delete;

    /// Ascending, disjoint.
    std::vector<Span> find(std::string_view text) const;

private:
    void collect(const query::Expression& expression);
    std::vector<query::Text> texts_;
};

}  // namespace boswell::cli
