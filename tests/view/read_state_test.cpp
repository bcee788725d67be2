// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/read_state.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::view;

static MessageRecord numbered(std::int64_t id, Direction direction = Direction::in) {
    MessageRecord record;
    record.id = id;
    record.direction = direction;
    return record;
}

static ReadMark mark(std::int64_t id) {
    return {.stanza_id = {"s1", alice}, .at = some_day, .id = id, .stamp = some_day};
}

/// Where the line stands in a conversation with these messages: before "|".
static std::string line_in(const std::vector<std::int64_t>& ids, std::optional<ReadMark> read) {
    ReadLine line(std::move(read));
    std::string shown;
    for (const auto id : ids) {
        const auto message = numbered(id);
        if (line.is_before(message)) shown += '|';
        shown += std::to_string(id);
        if (line.is_behind(message)) shown += '|';
    }
    return shown;
}

TEST_CASE("a message is read if it is not behind the mark") {
    CHECK(is_read(numbered(4), mark(5)) == true);
    CHECK(is_read(numbered(5), mark(5)) == true);
    CHECK(is_read(numbered(6), mark(5)) == false);
    CHECK_FALSE(is_read(numbered(4), std::nullopt));
    CHECK_FALSE(is_read(numbered(4), mark(0)));
    CHECK_FALSE(is_read(numbered(4, Direction::out), mark(5)));
    const auto utc = TimeZone::named("UTC");
    CHECK(read_text(numbered(4), mark(5), utc).starts_with("yes: "));
    CHECK(read_text(numbered(6), mark(5), utc).starts_with("not yet: "));
    CHECK(read_text(numbered(6), std::nullopt, utc).empty());
}

TEST_CASE("the line stands once, behind the last message that was read") {
    CHECK(line_in({1, 2, 3}, mark(2)) == "12|3");
    CHECK(line_in({1, 2, 3}, mark(3)) == "123|");
    CHECK(line_in({1, 3, 4}, mark(2)) == "1|34");  // the mark names a reaction
    CHECK(line_in({3, 4}, mark(2)) == "34");       // what was read is not shown
    CHECK(line_in({1, 2}, mark(5)) == "12");       // nor is the end of that
    CHECK(line_in({1, 2}, mark(0)) == "12");
    CHECK(line_in({1, 2}, std::nullopt) == "12");
}
