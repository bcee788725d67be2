// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/sql.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace boswell::archive {

std::string Sql::parameter(SqlValue value) {
    values_.push_back(std::move(value));
    return fmt::format("?{}", values_.size());
}

std::string Sql::list(const std::vector<std::int64_t>& ids) {
    if (ids.size() == 1) return "(" + parameter(ids.front()) + ")";
    const auto json = fmt::format("[{}]", fmt::join(ids, ","));
    return "(SELECT value FROM json_each(" + parameter(json) + "))";
}

void Sql::bind(sqlite::Use& use) const {
    for (const auto& value : values_) {
        std::visit([&](const auto& plain) { use.bind(plain); }, value);
    }
}

}  // namespace boswell::archive
