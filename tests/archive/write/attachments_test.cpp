// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture,
                 "links are kept in the order of their message, with what it claims") {
    auto value = message("see");
    value.attachments = {
        {.url = "https://b", .description = "a dog", .mime = "image/png", .size = 7},
        {.url = "https://a", .description = {}, .mime = {}, .size = {}}};
    write({value, message("none")});
    CHECK(rows("SELECT n, url, description, mime, size, message_id = (SELECT min(id) FROM message) "
               "FROM attachment ORDER BY n") ==
          Rows{"0|https://b|a dog|image/png|7|1", "1|https://a|-|-|-|1"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "what else is said of a file is kept with it, and nothing if nothing is") {
    auto value = message("see");
    value.attachments = {{.url = "https://b",
                          .description = "a.ogg",
                          .mime = "audio/ogg",
                          .size = 7,
                          .caption = "a song",
                          .length = std::chrono::milliseconds(63'000),
                          .hashes = {{"sha-256", "YQ=="}}},
                         {.url = "https://a", .description = {}, .mime = {}, .size = {}}};
    write({value});
    CHECK(rows("SELECT details FROM attachment ORDER BY n") ==
          Rows{R"({"caption":"a song","length_ms":63000,"hashes":[{"algo":"sha-256",)"
               R"("value":"YQ=="}]})",
               "-"});
}
