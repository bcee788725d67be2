// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/statement.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace boswell::archive {

using SqlValue = std::variant<std::int64_t, std::string>;

/// An SQL text with the values of its parameters ?1, ?2, …
class Sql {
public:
    std::string text;

    /// Adds a value; returns its parameter.
    std::string parameter(SqlValue value);
    /// Ids as the right side of IN.
    std::string list(const std::vector<std::int64_t>& ids);
    void bind(sqlite::Use& use) const;

private:
    std::vector<SqlValue> values_;
};

}  // namespace boswell::archive
