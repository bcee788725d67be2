// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/archive_preferences.hpp"

#include "stanza/parse.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace boswell;

static std::optional<ArchivePreferences> read(const std::string& payload) {
    return stanza::read_archive_preferences(
        stanza::parse("<iq xmlns='jabber:client' type='result'>" + payload + "</iq>")->root());
}

static std::string prefs(const std::string& attribute, const std::string& lists = "") {
    return fmt::format("<prefs xmlns='urn:xmpp:mam:2' {}>{}</prefs>", attribute, lists);
}

TEST_CASE("archiving preferences are read with their lists") {
    const auto said = read(prefs("default='roster'",
                                 "<always><jid>romeo@montague.lit</jid></always>"
                                 "<never><jid> montague@montague.lit/x </jid>"
                                 "<jid>evil.lit</jid></never>"));
    REQUIRE(said);
    CHECK(said->usual == ArchiveDefault::roster);
    CHECK(said->always == std::vector{Jid::of("romeo@montague.lit")});
    CHECK(said->never == std::vector{Jid::of("montague@montague.lit/x"), Jid::of("evil.lit")});
}

TEST_CASE("lists of archiving preferences that are missing are empty") {
    const auto said = read(prefs("default='always'"));
    REQUIRE(said);
    CHECK(*said == ArchivePreferences{.usual = ArchiveDefault::always});
}

TEST_CASE("archiving preferences that are not as the standard has them say nothing") {
    const auto payload =
        GENERATE(as<std::string>{}, "", "<prefs xmlns='urn:xmpp:mam:1' default='always'/>",
                 "<query xmlns='urn:xmpp:mam:2'/>", prefs(""), prefs("default=''"),
                 prefs("default='Always'"), prefs("default='sometimes'"),
                 prefs("default='always'", "<never><jid>@</jid></never>"),
                 prefs("default='always'", "<never><jid/></never>"),
                 prefs("default='never'", "<always><jid>a@b@c</jid></always>"));
    CAPTURE(payload);
    CHECK_FALSE(read(payload));
}

TEST_CASE("of a list of archiving preferences a thousand addresses are kept") {
    std::string list;
    for (int i = 0; i < 1'500; ++i) list += fmt::format("<jid>u{}@example.net</jid>", i);
    const auto said = read(prefs("default='always'", "<never>" + list + "</never>"));
    REQUIRE(said);
    CHECK(said->never.size() == 1'000);
}
