// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/slice.hpp"

#include "archive/fixture.hpp"
#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

namespace {

/// Ten messages of Bob, one an hour, from the 22nd of November at 20:00 on.
struct TenMessages : ArchiveFixture {
    TenMessages() {
        std::vector<Event> events;
        for (int i = 0; i < 10; ++i)
            events.push_back(message(
                std::to_string(i), *parse_rfc3339("2026-11-22T20:00:00Z") + std::chrono::hours(i)));
        write(std::move(events));
        reader.emplace(path);
    }

    web::Slice slice(std::string name = "", std::string value = "") const {
        web::Request request;
        if (!name.empty()) request.parameters = {{std::move(name), std::move(value)}};
        const view::Names names;
        const query::Persons persons;
        const web::PageContext context{.request = request,
                                       .reader = *reader,
                                       .names = names,
                                       .persons = persons,
                                       .clock = {now(), TimeZone::named("UTC")}};
        return web::slice_of(context, query::conversation(alice, bob), 4);
    }
    std::string id(const std::string& text) const {
        return rows("SELECT id FROM message WHERE body = '" + text + "'").front();
    }

    std::optional<archive::Reader> reader;
};

std::string shown(const web::Slice& slice) {
    std::string all = slice.has_earlier ? "<" : "|";
    for (const auto& message : slice.messages) all += message.body;
    return all + (slice.has_later ? ">" : "|");
}

}  // namespace

TEST_CASE("a page of a conversation is a part of it, and knows on which side there is more") {
    const TenMessages it;
    CHECK(shown(it.slice()) == "<6789|");
    CHECK(shown(it.slice("before", it.id("6"))) == "<2345>");
    CHECK(shown(it.slice("before", it.id("2"))) == "|01>");
    CHECK(shown(it.slice("before", it.id("0"))) == "|>");
    CHECK(shown(it.slice("after", it.id("3"))) == "<4567>");
    CHECK(shown(it.slice("after", it.id("7"))) == "<89|");
    CHECK(shown(it.slice("after", it.id("9"))) == "<|");
    CHECK(shown(it.slice("at", it.id("5"))) == "<3456>");
    CHECK(shown(it.slice("at", it.id("0"))) == "|0123>");
    CHECK(shown(it.slice("at", it.id("9"))) == "<789|");
}

TEST_CASE("a page from a day on begins with its first message, or is the last one") {
    const TenMessages it;
    CHECK(shown(it.slice("day", "2026-11-23")) == "<4567>");
    CHECK(shown(it.slice("day", "2026-11-22")) == "|0123>");
    CHECK(shown(it.slice("day", "2020-01-01")) == "|0123>");
    CHECK(shown(it.slice("day", "2027-01-01")) == "<6789|");
}

TEST_CASE("an address that makes no sense is refused") {
    const TenMessages it;
    for (const auto* value : {"x", "-1", "1.5", "99999999999999999999", " 1"})
        CHECK_THROWS_AS(it.slice("before", value), UsageError);
    CHECK_THROWS_AS(it.slice("day", "yesterdayish"), UsageError);
}
