// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/log_config.hpp"

#include "config/toml_section.hpp"

#include <array>

namespace boswell::agent {

using config::TomlSection;

// As log::Level has them.
static constexpr std::array<std::string_view, 5> levels{"debug", "info", "notice", "warning",
                                                        "error"};

LogConfig read_log(const toml::table& configuration, const std::filesystem::path& file,
                   ConfigParts& parts) {
    LogConfig log;
    const auto* table = configuration.get("log");
    if (table == nullptr) return log;
    if (!table->is_table()) {
        parts.add(TomlSection(configuration, file, {})
                      .error("log", "'log' must be a table that begins with a line [log]"));
        return log;
    }
    TomlSection section(*table->as_table(), file, {"level", "file"});
    for (const auto& error : section.unknown()) parts.add(error);
    parts.read([&] {
        if (const auto level = section.one_of("level", levels))
            log.level = static_cast<log::Level>(*level);
    });
    parts.read([&] { log.file = section.path("file").value_or(""); });
    return log;
}

}  // namespace boswell::agent
