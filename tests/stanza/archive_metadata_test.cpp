// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/archive_metadata.hpp"

#include "stanza/parse.hpp"

#include <catch2/catch.hpp>

using namespace boswell;

static std::optional<stanza::ArchiveEnds> read(const std::string& ends) {
    return stanza::read_archive_metadata(
        stanza::parse("<iq xmlns='jabber:client' type='result'><metadata xmlns='urn:xmpp:mam:2'>" +
                      ends + "</metadata></iq>")
            ->root());
}

TEST_CASE("both ends of an archive are read from its metadata") {
    const auto ends = read(
        "<start id='a' timestamp='2008-08-22T21:09:04Z'/>"
        "<end id='b' timestamp='2020-04-20T14:34:21Z'/>");
    REQUIRE(ends);
    CHECK(ends->oldest == parse_rfc3339("2008-08-22T21:09:04Z"));
    CHECK(ends->newest == parse_rfc3339("2020-04-20T14:34:21Z"));
}

TEST_CASE("an archive without ends is empty") { CHECK(read("") == stanza::ArchiveEnds{}); }

TEST_CASE("metadata that is not as the standard has it says nothing") {
    const auto ends = GENERATE(
        as<std::string>{}, "<start id='a' timestamp='2008-08-22T21:09:04Z'/>",
        "<end id='a' timestamp='2008-08-22T21:09:04Z'/>",
        "<start id='a' timestamp='yesterday'/><end id='b' timestamp='2020-04-20T14:34:21Z'/>",
        "<start timestamp='2008-08-22T21:09:04Z'/><end id='b' timestamp='2020-04-20T14:34:21Z'/>",
        "<start id='b' timestamp='2020-04-20T14:34:21Z'/>"
        "<end id='a' timestamp='2008-08-22T21:09:04Z'/>");
    CAPTURE(ends);
    CHECK_FALSE(read(ends));
    CHECK_FALSE(stanza::read_archive_metadata(
        stanza::parse("<iq xmlns='jabber:client' type='result'/>")->root()));
}
