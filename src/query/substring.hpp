// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/traced.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boswell::query {

/// A text that is found anywhere in another, without regard to case and vowel points, but with
/// the accents of letters. If it is nothing but marks, they are looked for.
class Substring {
public:
    explicit Substring(std::string_view text);

    bool found_in(std::string_view text) const;
    /// Ascending; they may overlap.
    std::vector<Span> find(std::string_view text) const;

private:
    std::string wanted_;
    bool has_marks_only_;
};

}  // namespace boswell::query
