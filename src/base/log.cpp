// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.hpp"

#include "base/error.hpp"
#include "base/printable.hpp"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>
#include <utility>

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

static constexpr auto with_time = "%Y-%m-%dT%H:%M:%S.%e%z %v";

static spdlog::sink_ptr standard_error() {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_st>();
    // systemd's journal stamps every line itself.
    sink->set_pattern(std::getenv("JOURNAL_STREAM") != nullptr ? "%v" : with_time);
    return sink;
}

static spdlog::logger& logger() {
    static auto instance = [] {
        auto made = std::make_shared<spdlog::logger>("boswell", standard_error());
        made->set_level(spdlog::level::info);
        made->flush_on(spdlog::level::trace);
        return made;
    }();
    return *instance;
}

void use_file(const std::filesystem::path& file) try {
    auto sink = standard_error();
    if (!file.empty()) {
        const auto folder = file.parent_path();  // spdlog would make it
        if (!folder.empty() && !std::filesystem::is_directory(folder))
            throw Error("cannot write the log {}: there is no folder {}", file.string(),
                        folder.string());
        sink = std::make_shared<spdlog::sinks::basic_file_sink_st>(file.string());
        sink->set_pattern(with_time);
    }
    logger().sinks() = {std::move(sink)};
} catch (const spdlog::spdlog_ex& error) {
    throw Error("cannot write the log: {}", error.what());
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
