// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::config {

/// One table of a TOML file. Every key is asked for by name and type; finish() then finds the keys
/// that nobody asked for. All functions throw Error that begins with "file:line:".
class TomlSection {
public:
    TomlSection(const toml::table& table, std::filesystem::path file,
                std::set<std::string_view> known);

    std::optional<std::string> text(std::string_view key);
    /// Relative paths are relative to the file's folder.
    std::optional<std::filesystem::path> path(std::string_view key);
    std::optional<std::int64_t> integer(std::string_view key, std::int64_t low, std::int64_t high);
    std::optional<bool> boolean(std::string_view key);
    std::optional<std::vector<std::string>> texts(std::string_view key);
    /// The position in `values` of the text.
    std::optional<std::size_t> one_of(std::string_view key,
                                      std::span<const std::string_view> values);

    bool has(std::string_view key) const { return table_.contains(key); }
    /// "file:line: " and the message, for the line of `key`, or of the table if there is no such
    /// key.
    Error error(std::string_view key, std::string_view message) const;
    /// The same for the line of something in the table.
    Error error(const toml::node& node, std::string_view message) const;
    /// Throws for the first key that is not among the known ones, and names the nearest.
    void refuse_unknown() const;
    /// An Error for each unknown key.
    std::vector<Error> unknown() const;

private:
    const toml::table& table_;
    std::filesystem::path file_;
    std::set<std::string_view> known_;
};

}  // namespace boswell::config
