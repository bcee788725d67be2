// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml/tag_end.hpp"

#include <catch2/catch.hpp>

using boswell::xmpp::TagEnd;

TEST_CASE("a tag ends at the first > outside quotes, wherever it is cut") {
    const std::string_view tag = GENERATE("<a>", "<a/>", "</a  >", "<a b='>' c=\">\">",
                                          "<a b='\">' c=\"'>\">", "<a b='' c=\"\">");
    CHECK(TagEnd().feed(tag));
    CHECK_FALSE(TagEnd().feed(tag.substr(0, tag.size() - 1)));
    for (std::size_t cut = 0; cut < tag.size(); ++cut) {
        TagEnd end;
        CHECK_FALSE(end.feed(tag.substr(0, cut)));
        CHECK(end.feed(tag.substr(cut)));
    }
}

TEST_CASE("what follows a tag is not looked at") { CHECK(TagEnd().feed("<a>'\"")); }
