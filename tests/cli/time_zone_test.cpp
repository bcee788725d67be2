// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

namespace {

/// What was said in the night in which Berlin sets its clocks back.
struct AutumnNight {
    AutumnNight() {
        archive::Writer writer(folder / "archive.db");
        const auto from = "bob@example.net/phone";
        writer.write(std::vector<Event>{incoming("2026-10-25T00:30:00Z", from, "first\nof two"),
                                        incoming("2026-10-25T01:30:00Z", from, "second"),
                                        incoming("2026-10-25T02:30:00Z", from, "third")});
    }
    Outcome boswell(std::vector<std::string> words, const std::string& zone) const {
        words.insert(words.begin(), {"--archive", "archive.db"});
        return run(words, {.folder = folder.path(), .added = {{"TZ", zone}}});
    }
    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(AutumnNight,
                 "log, search and the text export tell apart the hour that comes twice") {
    const auto log = boswell({"log", "bob@example.net"}, "Europe/Berlin").out;
    CHECK_THAT(log, Contains("[02:30:00+02:00] bob: first\n                 of two\n"
                             "[02:30:00+01:00] bob: second\n[03:30:00] bob: third\n"));
    const auto search = boswell({"search"}, "Europe/Berlin").out;
    CHECK_THAT(search, Contains("2026-10-25 02:30+02:00") && Contains("2026-10-25 02:30+01:00") &&
                           Contains("2026-10-25 03:30 "));
    const auto text = boswell({"export", "-f", "text", "-o", "-"}, "Europe/Berlin").out;
    CHECK_THAT(text, Contains("[02:30:00+02:00] bob: first\n                 of two\n"
                              "[02:30:00+01:00] bob: second\n"));
}

TEST_CASE_METHOD(AutumnNight, "TZ may be a name, a path or a rule") {
    std::filesystem::copy_file("/usr/share/zoneinfo/Europe/Berlin", folder / "plain-copy");
    for (const auto& zone :
         {std::string("Europe/Berlin"), std::string(":Europe/Berlin"),
          std::string("/usr/share/zoneinfo/Europe/Berlin"), (folder / "plain-copy").string(),
          ":" + (folder / "plain-copy").string(), std::string("CET-1CEST,M3.5.0,M10.5.0/3")}) {
        INFO(zone);
        CHECK_THAT(boswell({"log", "bob@example.net"}, zone).out, Contains("[02:30:00+01:00]"));
        CHECK_THAT(boswell({"log", "--tz", zone, "bob@example.net"}, "UTC").out,
                   Contains("[02:30:00+01:00]"));
    }
    CHECK_THAT(boswell({"log", "bob@example.net"}, "").out, Contains("[01:30:00]"));
}

TEST_CASE_METHOD(AutumnNight, "a TZ that is no time zone is refused, unless --tz is given") {
    for (const auto* zone : {"Europe/Berlinn", "/nowhere/at/all", "/etc/passwd", "nonsense"}) {
        INFO(zone);
        const auto refused = boswell({"log", "bob@example.net"}, zone);
        CHECK(refused.status == 2);
        CHECK_THAT(refused.err, Contains("TZ") && Contains(zone));
        CHECK(boswell({"--tz", "UTC", "log", "bob@example.net"}, zone).status == 0);
    }
}
