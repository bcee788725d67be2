// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/reader.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static config::ReaderConfig read(const std::string& content) {
    return config::reader_config(content, "/etc/boswell/boswell.toml");
}

TEST_CASE("boswell takes the archive and the persons, and nothing else is its business") {
    const auto found = read(
        "archive = \"a.db\"\nunknown = 1\n[[account]]\nport = \"x\"\n"
        "[[person]]\nname = \"Bob\"\njids = [\"bob@a\"]\n");
    CHECK(found.archive == "/etc/boswell/a.db");
    CHECK(found.persons.named("Bob"));
    CHECK(read("").archive.empty());
    CHECK(read("").persons.empty());
}

TEST_CASE(
    "boswell knows whose accounts the agent is to archive, whatever else is wrong with them") {
    const auto found = read(
        "[[account]]\njid = \"alice@example.org\"\n[[account]]\njid = 7\n"
        "[[account]]\njid = \"@\"\n[[account]]\njid = \"bob@example.net/desk\"\n");
    CHECK(found.accounts == std::vector{Jid::of("alice@example.org"), Jid::of("bob@example.net")});
    CHECK(read("account = 1").accounts.empty());
    CHECK(read("account = [1]").accounts.empty());
}

TEST_CASE("what boswell needs must be right") {
    for (const auto* const content :
         {"archive = 7", "archive = \"\"", "archive = ", "[[person]]\nname = \"Bob\""})
        CHECK_THROWS_WITH(read(content), Catch::StartsWith("/etc/boswell/boswell.toml:1: "));
}
