// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.hpp"

#include "base/printable.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

namespace boswell::log {

// spdlog has no level "notice". Ours is its info, our info is its debug, our debug its trace.
static spdlog::level::level_enum level_of(Level level) noexcept {
    switch (level) {
        case Level::debug:
            return spdlog::level::trace;
        case Level::info:
            return spdlog::level::debug;
        case Level::notice:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

static std::string_view name_of(Level level) noexcept {
    switch (level) {
        case Level::debug:
            return "debug";
        case Level::info:
            return "info";
        case Level::notice:
            return "notice";
        case Level::warning:
            return "warning";
        case Level::error:
            return "error";
    }
    return "error";
}

static spdlog::logger& logger() {
    static auto instance = [] {
        auto made = std::make_shared<spdlog::logger>(
            "boswell", std::make_shared<spdlog::sinks::stderr_sink_st>());
        // systemd's journal stamps every line itself.
        made->set_pattern(std::getenv("JOURNAL_STREAM") != nullptr ? "%v"
                                                                   : "%Y-%m-%dT%H:%M:%S.%e%z %v");
        made->set_level(spdlog::level::info);
        return made;
    }();
    return *instance;
}

void set_level(Level level) noexcept { logger().set_level(level_of(level)); }

bool enabled(Level level) noexcept { return logger().should_log(level_of(level)); }

void write(Level level, Domain domain, std::string_view text) noexcept {
    try {
        logger().log(level_of(level), "{}: {}: {}", name_of(level), domain.name, printable(text));
    } catch (...) {
        // Writing the log line has failed, and there is no other place to say so.
    }
}

}  // namespace boswell::log
