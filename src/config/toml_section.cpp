// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/toml_section.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace boswell::config {

TomlSection::TomlSection(const toml::table& table, std::filesystem::path file,
                         std::set<std::string_view> known)
    : table_(table), file_(std::move(file)), known_(std::move(known)) {}

Error TomlSection::error(std::string_view key, std::string_view message) const {
    auto line = table_.source().begin.line;
    for (const auto& [name, value] : table_) {
        if (name.str() == key) line = name.source().begin.line;
    }
    return Error("{}:{}: {}", file_.string(), std::max<toml::source_index>(line, 1), message);
}

Error TomlSection::error(const toml::node& node, std::string_view message) const {
    return Error("{}:{}: {}", file_.string(), node.source().begin.line, message);
}

void TomlSection::refuse_unknown() const {
    for (const auto& error : unknown()) throw Error(error);
}

std::vector<Error> TomlSection::unknown() const {
    std::vector<Error> errors;
    const std::vector<std::string_view> known(known_.begin(), known_.end());
    for (const auto& [name, value] : table_) {
        if (known_.contains(name.str())) continue;
        const auto near = nearest(name.str(), known);
        const auto hint = near.empty() ? fmt::format("known are {}", fmt::join(known, ", "))
                                       : fmt::format("did you mean '{}'?", near);
        errors.push_back(error(name.str(), fmt::format("unknown key '{}'; {}", name.str(), hint)));
    }
    return errors;
}

std::optional<std::string> TomlSection::text(std::string_view key) {
    const auto* node = table_.get(key);
    if (node == nullptr) return std::nullopt;
    if (!node->is_string()) throw error(key, fmt::format("'{}' must be a string in quotes", key));
    return node->as_string()->get();
}

std::optional<std::filesystem::path> TomlSection::path(std::string_view key) {
    const auto value = text(key);
    if (!value) return std::nullopt;
    if (value->empty())
        throw error(key, fmt::format("'{}' is empty; it must be the path of a file", key));
    try {
        return file_.parent_path() / expand_home(*value);
    } catch (const Error& why) {
        throw error(key, why.what());
    }
}

std::optional<std::int64_t> TomlSection::integer(std::string_view key, std::int64_t low,
                                                 std::int64_t high) {
    const auto* node = table_.get(key);
    if (node == nullptr) return std::nullopt;
    const auto value = node->is_integer() ? node->as_integer()->get() : low - 1;
    if (value < low || value > high) {
        throw error(key, fmt::format("'{}' must be a whole number from {} to {}", key, low, high));
    }
    return value;
}

std::optional<bool> TomlSection::boolean(std::string_view key) {
    const auto* node = table_.get(key);
    if (node == nullptr) return std::nullopt;
    if (!node->is_boolean()) throw error(key, fmt::format("'{}' must be true or false", key));
    return node->as_boolean()->get();
}

std::optional<std::vector<std::string>> TomlSection::texts(std::string_view key) {
    const auto* node = table_.get(key);
    if (node == nullptr) return std::nullopt;
    const auto* array = node->as_array();
    if (array == nullptr || array->empty() || !array->is_homogeneous(toml::node_type::string)) {
        throw error(key,
                    fmt::format("'{}' must be a list of strings, such as [\"a\", \"b\"]", key));
    }
    std::vector<std::string> values;
    for (const auto& element : *array) values.push_back(element.as_string()->get());
    return values;
}

std::optional<std::size_t> TomlSection::one_of(std::string_view key,
                                               std::span<const std::string_view> values) {
    const auto value = text(key);
    if (!value) return std::nullopt;
    const auto found = std::find(values.begin(), values.end(), *value);
    if (found == values.end()) {
        throw error(key, fmt::format("'{}' is \"{}\"; it must be one of {}", key, *value,
                                     fmt::join(values, ", ")));
    }
    return static_cast<std::size_t>(found - values.begin());
}

}  // namespace boswell::config
