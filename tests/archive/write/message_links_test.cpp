// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/message_links.hpp"

#include "archive/annotation_fixture.hpp"

using namespace boswell;
using namespace boswell::test;

static Message linking() {
    auto value = named("Bob, see https://c/page", "m1");
    value.mentions = {{"xmpp:bob@example.net", 0, 3}, {"xmpp:carol@example.net", {}, {}}};
    value.previews = {{"https://c/page", "The page", "Good", "C", "website", "https://c/i.png"},
                      {"https://c/other", "Other", "", "", "", ""}};
    return value;
}

TEST_CASE_METHOD(AnnotationFixture,
                 "a message comes back with whom it mentions and what it links") {
    write({linking(), named("plain", "m2", 1s)});
    const auto list = found();
    REQUIRE(list.size() == 2);
    CHECK(list[0].mentions == linking().mentions);
    CHECK(list[0].previews == linking().previews);
    CHECK(list[1].mentions.empty());
    CHECK(list[1].previews.empty());
}

TEST_CASE_METHOD(AnnotationFixture, "mentions and previews move with their message") {
    auto live = linking();
    write({live});
    live.via = Via::archive;
    live.stanza_id = StanzaId{"s1", alice};
    live.stamp = some_day - 2h;
    live.delay = Delay{live.stamp, alice};
    write({live});
    const auto list = found();
    REQUIRE(list.size() == 1);
    CHECK(list[0].stamp == some_day - 2h);
    CHECK(list[0].mentions.size() == 2);
    CHECK(list[0].previews.size() == 2);
}
