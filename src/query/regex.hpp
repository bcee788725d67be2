// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/traced.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace boswell::query {

/// A regular expression of RE2, which takes time linear in the text whatever a person writes.
/// Ignores case unless it says (?-i).
class Regex {
public:
    /// Throws UsageError with RE2's reason.
    explicit Regex(const std::string& pattern);
    ~Regex();
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;

    bool found_in(std::string_view text) const;
    /// Where the expression matches something, ascending and disjoint. The first thousand: each of
    /// them may take the time to read the whole text.
    std::vector<Span> find(std::string_view text) const;

private:
    std::unique_ptr<re2::RE2> regex_;
};

/// Texts of which RE2 says that the expression does not match without them: a text in which it
/// matches has, in lower case, at least one text of each list. Empty if there is nothing of the
/// kind, or very much. Throws UsageError with RE2's reason.
std::vector<std::vector<std::string>> required_atoms(const std::string& pattern);

}  // namespace boswell::query
