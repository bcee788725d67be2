// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/annotation_fixture.hpp"
#include "query/calendar.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace boswell;
using namespace boswell::test;

/// The same by counting every message.
static std::vector<Time> counted(const archive::Reader& reader, const Period& period,
                                 const TimeZone& zone) {
    std::vector<Time> days;
    for (const auto& count :
         reader.count_messages(query::conversation(alice, bob), CountBy::day, zone)) {
        const auto day = query::parse_time(count.name, {some_day, zone}).since;
        if (day >= period.since && day < period.until) days.push_back(day);
    }
    return days;
}

TEST_CASE("the days of a conversation are those on which messages are counted") {
    ArchiveFixture fixture;
    std::mt19937 random(7);
    std::vector<Event> events;
    for (int i = 0; i < 400; ++i) {
        // Around midnights of several zones, several at the same millisecond.
        const auto hours = std::chrono::hours(static_cast<int>(random() % 20000));
        const auto near = std::chrono::milliseconds(static_cast<int>(random() % 3) - 1);
        auto said = named("text", "id" + std::to_string(i));
        said.stamp = at("2025-01-01T00:00:00Z") + hours + near;
        events.push_back(std::move(said));
        if (i % 10 != 0) continue;
        auto burst = named("burst", "burst" + std::to_string(i));
        burst.stamp = at("2025-06-30T23:59:59.999Z");
        events.push_back(std::move(burst));
    }
    events.push_back(reaction("id3", {"👍"}, std::chrono::days(3000)));  // is no message itself
    auto elsewhere = named("to another", "x", std::chrono::days(4000));
    elsewhere.with = Jid::of("carol@example.net");
    events.push_back(std::move(elsewhere));
    fixture.write(std::move(events));
    const archive::Reader reader(fixture.path);
    for (const auto* const name : {"UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"}) {
        const auto zone = TimeZone::named(name);
        for (const auto& period : {Period{zone.at({.year = 2025, .month = 1, .day = 1}),
                                          zone.at({.year = 2026, .month = 1, .day = 1})},
                                   Period{zone.at({.year = 2024, .month = 12, .day = 30}),
                                          zone.at({.year = 2040, .month = 1, .day = 1})}}) {
            INFO(name);
            CHECK(reader.conversation_days(alice, bob, period, zone) ==
                  counted(reader, period, zone));
        }
    }
}

TEST_CASE("a conversation reaches from its first to its last message, or is none") {
    ArchiveFixture fixture;
    fixture.write({named("one", "1"), named("two", "2", std::chrono::hours(50))});
    const archive::Reader reader(fixture.path);
    const auto extent = reader.conversation_extent(alice, bob);
    REQUIRE(extent);
    CHECK(extent->since == some_day);
    CHECK(extent->until == some_day + std::chrono::hours(50));
    CHECK_FALSE(reader.conversation_extent(alice, Jid::of("carol@example.net")));
    CHECK_FALSE(reader.conversation_extent(bob, alice));
}
