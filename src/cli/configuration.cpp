// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/configuration.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "cli/terminal.hpp"
#include "config/file.hpp"
#include "config/reader.hpp"

namespace boswell::cli {

namespace fs = std::filesystem;

static std::optional<fs::path> named_archive(const Arguments& arguments) {
    if (const auto named = arguments.value("archive")) return *named;
    if (const auto named = config::environment("BOSWELL_ARCHIVE")) return *named;
    return std::nullopt;
}

/// What `read` gives, or nothing if that fails and nobody depends on it.
template <typename Read>
static auto read_if_possible(bool is_needed, const Read& read) -> std::optional<decltype(read())> {
    try {
        return read();
    } catch (const Error& error) {
        if (is_needed) throw;
        complain(fmt::format("{}; going on without the configuration", explain(error)));
        return std::nullopt;
    }
}

Configuration read_configuration(const Arguments& arguments) {
    const auto archive = named_archive(arguments);
    const auto named = arguments.value("config");
    const bool is_named = named || config::environment("BOSWELL_CONFIG");
    config::ReaderConfig found;
    if (const auto file = config::find_file(named.value_or(""))) {
        // The configuration of the agent may be for the eyes of the agent only. One that has faults
        // may name the archive.
        const auto content =
            read_if_possible(is_named && !archive, [&] { return read_file(*file); });
        const auto config = [&] { return config::reader_config(content.value(), *file); };
        if (content) found = read_if_possible(!archive, config).value_or(config::ReaderConfig());
    }
    if (archive) found.archive = *archive;
    if (found.archive.empty()) found.archive = data_folder() / "archive.db";
    return {.archive = std::move(found.archive),
            .persons = std::move(found.persons),
            .accounts = std::move(found.accounts)};
}

}  // namespace boswell::cli
