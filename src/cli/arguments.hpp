// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::cli {

/// One row of a command's option table.
struct Option {
    char letter = 0;            ///< 0: none
    std::string_view name;      ///< without the dashes
    std::string_view argument;  ///< what it takes, as in the help; "" for a switch
};

inline constexpr std::int64_t most_of_anything = 1'000'000'000'000'000;

/// A command line taken apart by the table that parse_arguments() was given.
class Arguments {
public:
    bool has(std::string_view name) const;
    /// The last one wins.
    std::optional<std::string> value(std::string_view name) const;
    std::vector<std::string> values(std::string_view name) const;
    /// A whole number that is not negative, and small enough to be calculated with: what is more
    /// than any archive has of anything is most_of_anything. Throws UsageError.
    std::int64_t number(std::string_view name, std::int64_t otherwise) const;

    const std::vector<std::string>& operands() const { return operands_; }
    /// The operands with a blank between them: a query.
    std::string text() const;

private:
    friend Arguments parse_arguments(std::span<const Option>, std::span<const std::string>);
    std::vector<std::pair<std::string, std::string>> options_;
    std::vector<std::string> operands_;
};

/// Throws UsageError that names the nearest right option.
Arguments parse_arguments(std::span<const Option> options, std::span<const std::string> words);

}  // namespace boswell::cli
