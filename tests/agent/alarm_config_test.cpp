// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/alarm_config.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;

static std::optional<AlarmConfig> read(const std::string& lines, ConfigParts& parts) {
    return read_alarm(toml::parse(lines), "/etc/boswell.toml", parts);
}

/// The alarm of a good configuration.
static AlarmConfig alarm(const std::string& keys) {
    ConfigParts parts;
    const auto alarm = read("[alarm]\n" + keys, parts);
    CHECK_NOTHROW(parts.finish({}));
    return alarm.value();
}

static std::vector<std::string> faults(const std::string& lines) {
    ConfigParts parts;
    read(lines, parts);
    try {
        parts.finish({});
    } catch (const ConfigFaults& found) {
        return found.all;
    }
    return {};
}

TEST_CASE("an alarm is a command and the time that an outage must last") {
    CHECK(alarm("command = ['/bin/notify', 'boswell']").command ==
          std::vector<std::string>{"/bin/notify", "boswell"});
    CHECK(alarm("command = ['notify']").after == 15min);
    CHECK(alarm("command = ['notify']\nafter = '90 s'").after == 90s);
    CHECK(alarm("command = ['notify']\nafter = '2h'").after == 2h);
    ::setenv("HOME", "/home/alice", 1);
    CHECK(alarm("command = ['~/notify']").command.front() == "/home/alice/notify");
}

TEST_CASE("without the table there is no alarm") {
    ConfigParts parts;
    CHECK_FALSE(read("archive = 'a.db'", parts));
    CHECK_NOTHROW(parts.finish({}));
}

TEST_CASE("everything that is wrong with an alarm is said at once, with its line") {
    const auto found =
        faults("[alarm]\ncomand = ['notify']\nafter = '15 minutes'\n[alarm.other]\n");
    REQUIRE(found.size() == 4);
    CHECK(
        found[0].starts_with("/etc/boswell.toml:2: unknown key 'comand'; did you mean 'command'"));
    CHECK(found[1].starts_with("/etc/boswell.toml:4: unknown key 'other'"));
    CHECK(found[2].starts_with("/etc/boswell.toml:1: [alarm] has no command; add one"));
    CHECK(found[3].starts_with("/etc/boswell.toml:3: 'after' must be a time such as"));
}

TEST_CASE("a command is a list, a time is a text that is more than nothing") {
    for (const auto* keys :
         {"command = 'notify'", "command = []", "command = [1]", "command = ['n']\nafter = 15",
          "command = ['n']\nafter = '0 min'", "command = ['n']\nafter = ''"}) {
        INFO(keys);
        CHECK(faults(std::string("[alarm]\n") + keys).size() == 1);
    }
    for (const auto* lines : {"alarm = 'notify'", "[[alarm]]\ncommand = ['notify']"}) {
        INFO(lines);
        REQUIRE(faults(lines).size() == 1);
        CHECK(faults(lines)[0].find("begins with a line [alarm]") != std::string::npos);
    }
}
