// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/core.h>

#include <filesystem>
#include <string_view>
#include <utility>

/// Messages of the running programs, to stderr. Never a body, a password or a token, at any level;
/// JIDs from info down.
namespace boswell::log {

enum class Level {
    debug,    ///< per stanza
    info,     ///< per session
    notice,   ///< connected, disconnected, migrated
    warning,  ///< we coped; look soon
    error,    ///< someone must act
};

/// Who speaks; one `static constexpr log::Domain` per .cpp file.
struct Domain {
    std::string_view name;
};

/// Messages below this level are dropped; notice until set.
void set_level(Level level) noexcept;

/// From now on messages go to this file, which is made if need be, for its owner only, and added
/// to;
/// "" is standard error. It is opened anew each time, since its name may have been given to another
/// file. Throws Error if it cannot be opened; then all stays as it was.
void use_file(const std::filesystem::path& file);

/// True if a message of this level would be written.
bool enabled(Level level) noexcept;

/// Control characters in `text` are written as \x1b and the like, so no peer can write to the
/// terminal of whoever reads.
void write(Level level, Domain domain, std::string_view text) noexcept;

template <typename... Args>
void format(Level level, Domain domain, fmt::format_string<Args...> format,
            Args&&... args) noexcept {
    if (!enabled(level)) return;
    try {
        write(level, domain, fmt::format(format, std::forward<Args>(args)...));
    } catch (...) {
        write(level, domain, "a message could not be formatted");
    }
}

template <typename... Args>
void debug(Domain domain, fmt::format_string<Args...> text, Args&&... args) noexcept {
    format(Level::debug, domain, text, std::forward<Args>(args)...);
}
template <typename... Args>
void info(Domain domain, fmt::format_string<Args...> text, Args&&... args) noexcept {
    format(Level::info, domain, text, std::forward<Args>(args)...);
}
template <typename... Args>
void notice(Domain domain, fmt::format_string<Args...> text, Args&&... args) noexcept {
    format(Level::notice, domain, text, std::forward<Args>(args)...);
}
template <typename... Args>
void warning(Domain domain, fmt::format_string<Args...> text, Args&&... args) noexcept {
    format(Level::warning, domain, text, std::forward<Args>(args)...);
}
template <typename... Args>
void error(Domain domain, fmt::format_string<Args...> text, Args&&... args) noexcept {
    format(Level::error, domain, text, std::forward<Args>(args)...);
}

}  // namespace boswell::log
