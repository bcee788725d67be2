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
