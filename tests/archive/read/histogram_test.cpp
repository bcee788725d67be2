// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/annotation_fixture.hpp"
#include "archive/read/search_fixture.hpp"
#include "query/calendar.hpp"

#include <algorithm>
#include <map>
#include <random>

using namespace boswell;
using namespace boswell::test;

static constexpr CountBy all_units[] = {CountBy::day,  CountBy::week,    CountBy::month,
                                        CountBy::year, CountBy::contact, CountBy::account};

namespace {

/// Messages of two accounts over some years, some of which are hidden, retracted or moved.
struct HistogramFixture : ArchiveFixture {
    HistogramFixture() {
        std::mt19937 random(7);
        for (int i = 0; i < 400; ++i) {
            auto value = message(i % 3 == 0 ? "hello tea" : "hello", some_time(random));
            value.message_id = "m" + std::to_string(i);
            if (i % 4 == 0) value.account = Jid::of("carol@example.com");
            if (i % 5 == 0) value.with = value.from = Jid::of("dave@example.net");
            if (i % 7 == 0)
                value = annotating(value, AnnotationKind::correction, "m" + std::to_string(i - 35));
            if (i % 11 == 0) value = reaction("m" + std::to_string(i / 2), {"👍"});
            write({value});
        }
        reader.emplace(path);
    }
    static Time some_time(std::mt19937& random) {
        const auto usual = at("2019-01-01T00:00:00Z") + random() % (7 * 365 * 24 * 60) * 1min;
        // Both days on which clocks are set, and a time at which Monrovia was 44:30 behind UTC.
        static const Time odd[] = {at("2026-03-29T00:00:00Z"), at("2026-10-25T00:00:00Z"),
                                   at("1971-05-01T00:44:00Z")};
        if (random() % 4 > 0) return usual;
        return odd[random() % 3] + random() % (24 * 60) * 1min;
    }

    /// As somebody who reads all of them would count.
    std::map<std::string, std::int64_t> slow(const query::Expression& where, CountBy by,
                                             const TimeZone& zone) const {
        std::map<std::string, std::int64_t> counts;
        reader->for_each_message({.where = where}, [&](const MessageRecord& record) {
            if (is_by_time(by)) {
                const auto since = query::calendar_period(record.stamp, by, zone).since;
                ++counts[query::period_name(since, by, zone)];
            } else {
                ++counts[(by == CountBy::contact ? record.with : record.account).str()];
            }
            return true;
        });
        return counts;
    }
    std::map<std::string, std::int64_t> fast(const query::Expression& where, CountBy by,
                                             const TimeZone& zone) const {
        std::map<std::string, std::int64_t> counts;
        for (const auto& count : reader->count_messages(where, by, zone)) {
            CHECK(count.messages > 0);
            const auto name = count.period ? count.name : count.with.str() + count.account.str();
            CHECK(counts.emplace(name, count.messages).second);
        }
        return counts;
    }
    std::optional<archive::Reader> reader;
};

}  // namespace

TEST_CASE("a histogram counts what a reader of all messages counts, in every time zone") {
    const HistogramFixture archive;
    for (const auto* name : {"UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Berlin",
                             "America/St_Johns", "Africa/Monrovia"}) {
        const auto zone = TimeZone::named(name);
        for (const auto* text : {"", "tea", "account:alice", "account:alice OR account:carol",
                                 "account:carol since:2021", "since:2020-05-05 until:2024-02",
                                 "since:\"2020-05-05 12:07\"", "before:1972", "is:edited",
                                 "hello OR is:edited", "since:2030", "date:2021-03-04"}) {
            const auto where = query::parse(text, {some_day, zone});
            for (const auto by : all_units) {
                INFO(name << " " << text << " " << to_string(by));
                CHECK(archive.fast(where, by, zone) == archive.slow(where, by, zone));
            }
        }
    }
}

TEST_CASE("a period may begin and end at any millisecond") {
    const HistogramFixture archive;
    std::mt19937 random(3);
    const auto zone = TimeZone::named("Europe/Berlin");
    for (int i = 0; i < 60; ++i) {
        query::Expression during;
        during.kind = query::Expression::Kind::stamp;
        const auto since = HistogramFixture::some_time(random) + random() % 90'000 * 1ms;
        if (i % 3 > 0) during.stamp.since = since;
        if (i % 3 < 2) during.stamp.until = since + random() % (100 + i * i * i * 1000) * 1min;
        CHECK(archive.fast(during, CountBy::month, zone) ==
              archive.slow(during, CountBy::month, zone));
    }
}

TEST_CASE("times are in their order, and contacts by how many messages they have") {
    const HistogramFixture archive;
    const auto zone = TimeZone::named("UTC");
    const auto days = archive.reader->count_messages({}, CountBy::day, zone);
    CHECK(std::ranges::is_sorted(days, {}, [](const auto& count) { return count.period->since; }));
    const auto contacts = archive.reader->count_messages({}, CountBy::contact, zone);
    REQUIRE(contacts.size() == 2);
    CHECK(contacts[0].with == bob);
    CHECK(contacts[0].messages > contacts[1].messages);
}

TEST_CASE("an empty archive has an empty histogram") {
    const ArchiveFixture archive;
    for (const auto by : all_units)
        CHECK(archive::Reader(archive.path).count_messages({}, by, TimeZone::named("UTC")).empty());
}
