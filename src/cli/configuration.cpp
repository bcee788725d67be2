// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/configuration.hpp"

#include "base/error.hpp"
#include "base/file.hpp"

#include <toml++/toml.h>

#include <cstdlib>

namespace boswell::cli {

namespace fs = std::filesystem;

static std::optional<std::string> environment(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
}

static std::optional<fs::path> configuration_file(const Arguments& arguments) {
    if (const auto named = arguments.value("config")) return *named;
    if (const auto named = environment("BOSWELL_CONFIG")) return *named;
    std::error_code ignored;
    if (environment("XDG_CONFIG_HOME") || environment("HOME")) {
        const auto own = configuration_folder() / "boswell.toml";
        if (fs::exists(own, ignored)) return own;
    }
    const fs::path system = "/etc/boswell/boswell.toml";
    if (fs::exists(system, ignored)) return system;
    return std::nullopt;
}

static std::optional<fs::path> configured_archive(const fs::path& file) {
    try {
        const auto table = toml::parse(read_file(file), file.string());
        const auto* archive = table.get("archive");
        if (archive == nullptr) return std::nullopt;
        const auto path = archive->value<std::string>();
        if (!path || path->empty()) throw Error("{}: archive is not a path", file.string());
        return file.parent_path() / expand_home(*path);
    } catch (const toml::parse_error& error) {
        throw Error("{}:{}: {}", file.string(), error.source().begin.line, error.description());
    }
}

fs::path archive_path(const Arguments& arguments) {
    if (const auto named = arguments.value("archive")) return *named;
    if (const auto named = environment("BOSWELL_ARCHIVE")) return *named;
    if (const auto file = configuration_file(arguments)) {
        if (const auto path = configured_archive(*file)) return *path;
    }
    return data_folder() / "archive.db";
}

}  // namespace boswell::cli
