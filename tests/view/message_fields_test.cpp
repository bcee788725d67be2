// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/message_fields.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using view::FieldLines;

TEST_CASE("what is said of a file cannot reorder what is said beside it") {
    MessageRecord message;
    message.attachments = {{.url = "https://x.example/\u202Ea",
                            .description = "gpj.\u202Eexe",
                            .mime = "image/\u202Epng",
                            .size = 10}};
    CHECK(view::annotation_fields(message, TimeZone::named("UTC")) ==
          FieldLines{{"link",
                      "https://x.example/\u202Ea\u202C (gpj.\u202Eexe\u202C, "
                      "image/\u202Epng\u202C, 10 bytes)"}});
}

TEST_CASE("a reaction cannot reorder the name of its sender") {
    MessageRecord message;
    message.reactions = {{.from = bob, .emoji = {"\u202E!"}, .at = some_day}};
    const auto fields = view::annotation_fields(message, TimeZone::named("UTC"));
    REQUIRE(fields.size() == 1);
    CHECK(fields.front().second.starts_with("\u202E!\u202C by bob@example.net, "));
}
