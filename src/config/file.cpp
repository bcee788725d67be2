// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/file.hpp"

#include "base/error.hpp"
#include "base/file.hpp"

#include <cstdlib>

namespace boswell::config {

namespace fs = std::filesystem;

static constexpr std::size_t largest_file = 1u << 20;

std::optional<std::string> environment(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
}

std::optional<fs::path> find_file(const std::string& named) {
    if (!named.empty()) return named;
    if (const auto file = environment("BOSWELL_CONFIG")) return *file;
    std::error_code ignored;
    if (environment("XDG_CONFIG_HOME") || environment("HOME")) {
        const auto own = configuration_folder() / "boswell.toml";
        if (fs::exists(own, ignored)) return own;
    }
    const fs::path common = "/etc/boswell/boswell.toml";
    if (fs::exists(common, ignored)) return common;
    return std::nullopt;
}

toml::table parse_text(const std::string& content, const fs::path& file) {
    try {
        return toml::parse(content, file.string());
    } catch (const toml::parse_error& error) {
        throw Error("{}:{}: {}", file.string(), error.source().begin.line, error.description());
    }
}

toml::table parse_file(const fs::path& file) {
    return parse_text(read_file(file, largest_file), file);
}

}  // namespace boswell::config
