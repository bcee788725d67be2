// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/log_config.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::agent;

static LogConfig read(const std::string& lines, ConfigParts& parts) {
    return read_log(toml::parse(lines), "/etc/boswell/boswell.toml", parts);
}

static LogConfig log_of(const std::string& lines) {
    ConfigParts parts;
    auto log = read(lines, parts);
    CHECK_NOTHROW(parts.finish({}));
    return log;
}

static std::string fault(const std::string& lines) {
    ConfigParts parts;
    read(lines, parts);
    try {
        parts.finish({});
    } catch (const ConfigFaults& found) {
        return found.all.front();
    }
    return {};
}

TEST_CASE("a log has a level and a file beside the configuration, or what is usual") {
    CHECK_FALSE(log_of("").level);
    CHECK(log_of("").file.empty());
    CHECK(log_of("[log]\nlevel = 'debug'").level == log::Level::debug);
    CHECK(log_of("[log]\nlevel = 'error'").level == log::Level::error);
    CHECK(log_of("[log]\nfile = 'b.log'").file == "/etc/boswell/b.log");
    CHECK(log_of("[log]\nfile = '/var/log/b.log'").file == "/var/log/b.log");
}

TEST_CASE("what is wrong with the log is told with its line") {
    using Catch::Contains;
    CHECK_THAT(fault("log = 1"), Contains(":1: ") && Contains("[log]"));
    CHECK_THAT(fault("[log]\nlevel = 'loud'"), Contains(":2: ") && Contains("notice"));
    CHECK_THAT(fault("[log]\nlevle = 'info'"), Contains("did you mean 'level'?"));
    CHECK_THAT(fault("[log]\nfile = 1"), Contains(":2: "));
}
