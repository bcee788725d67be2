// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/alarm_config.hpp"

#include "base/file.hpp"
#include "base/length.hpp"
#include "config/toml_section.hpp"

namespace boswell::agent {

using config::TomlSection;

static std::vector<std::string> read_command(TomlSection& section) {
    auto command = section.texts("command");
    if (!command)
        throw section.error("",
                            "[alarm] has no command; add one, such as "
                            "command = [\"/usr/local/bin/notify\", \"boswell\"]");
    command->front() = expand_home(command->front());
    return *std::move(command);
}

static milliseconds read_after(TomlSection& section) {
    const auto text = section.text("after");
    if (!text) return AlarmConfig().after;
    const auto length = parse_length(*text, clock_units());
    if (length && *length > milliseconds(0)) return *length;
    throw section.error("after", "'after' must be a time such as \"90 s\", \"15 min\" or \"2 h\"");
}

std::optional<AlarmConfig> read_alarm(const toml::table& configuration,
                                      const std::filesystem::path& file, ConfigParts& parts) {
    const auto* table = configuration.get("alarm");
    if (table == nullptr) return std::nullopt;
    if (!table->is_table()) {
        parts.add(TomlSection(configuration, file, {})
                      .error("alarm", "'alarm' must be a table that begins with a line [alarm]"));
        return std::nullopt;
    }
    TomlSection section(*table->as_table(), file, {"command", "after"});
    for (const auto& error : section.unknown()) parts.add(error);
    AlarmConfig alarm;
    parts.read([&] { alarm.command = read_command(section); });
    parts.read([&] { alarm.after = read_after(section); });
    if (alarm.command.empty()) return std::nullopt;
    return alarm;
}

}  // namespace boswell::agent
