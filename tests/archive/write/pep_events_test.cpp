// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/pep_events.hpp"

#include "archive/fixture.hpp"
#include "archive/write/tables.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

TEST_CASE_METHOD(ArchiveFixture, "what is published as it was is confirmed, not stored again") {
    write({mood("happy")});
    restart();
    write({mood("happy", some_day + 1h), mood("happy", some_day - 1h)});
    CHECK(rows("SELECT (confirmed_at - seen_at) / 3600000 FROM pep_event") == Rows{"1"});
}

TEST_CASE_METHOD(ArchiveFixture, "what is published in place of something else is a version") {
    write({mood("happy"), mood("sad"), mood(""), mood(""), mood("happy")});
    CHECK(rows("SELECT version FROM pep_event ORDER BY version") == Rows{"1", "2", "3", "4"});
    CHECK(rows("SELECT fields, published FROM v_pep_event") ==
          Rows{R"({"value":"happy"}|1)", R"({"value":"sad"}|1)", "{}|0", R"({"value":"happy"}|1)"});
}

TEST_CASE_METHOD(ArchiveFixture, "the end of what nobody has seen is no version") {
    write({mood("")});
    CHECK(count("pep_event") == 0);
}

TEST_CASE_METHOD(ArchiveFixture, "taking back an item that is no longer the last says nothing") {
    auto retraction = mood("");
    retraction.is_retraction = true;
    retraction.item = "older";
    write({mood("happy"), retraction});
    CHECK(count("pep_event") == 1);
    retraction.item = "current";
    write({retraction});
    CHECK(rows("SELECT published FROM v_pep_event") == Rows{"1", "0"});
}

TEST_CASE_METHOD(ArchiveFixture, "each contact and each node has versions of its own") {
    auto other = mood("happy");
    other.node = PepNode::activity;
    auto own = mood("happy");
    own.contact = alice;
    write({mood("happy"), other, own, mood("sad")});
    CHECK(rows("SELECT contact, node FROM v_pep_event ORDER BY contact, node") ==
          Rows{"alice@example.org|http://jabber.org/protocol/mood",
               "bob@example.net|http://jabber.org/protocol/activity",
               "bob@example.net|http://jabber.org/protocol/mood",
               "bob@example.net|http://jabber.org/protocol/mood"});
}

TEST_CASE_METHOD(ArchiveFixture, "what the contact's server claims of the time stands apart") {
    auto late = mood("happy");
    late.stamp = some_day - 1h;
    write({late, mood("sad")});
    CHECK(rows("SELECT stamp < seen_at, stamp IS NULL FROM pep_event") == Rows{"1|0", "-|1"});
}

TEST_CASE_METHOD(ArchiveFixture, "fields of one name are a list") {
    auto devices = mood("x");
    devices.fields = {{"device", "1"}, {"label", "\"\n"}, {"device", "2"}, {"none", ""}};
    write({devices});
    CHECK(rows("SELECT fields FROM pep_event") == Rows{R"({"device":["1","2"],"label":"\"\n"})"});
}

/// Moods of one contact, one after the other.
struct Published {
    std::vector<std::string> values;
    std::vector<Time> times;
};

static Published published() {
    Published all;
    const auto count = *rc::gen::inRange(0, 60);
    auto time = some_day;
    for (int i = 0; i < count; ++i) {
        time += std::chrono::minutes(*rc::gen::inRange(0, 12));
        all.times.push_back(time);
        all.values.push_back(*rc::gen::element<std::string>("", "happy", "sad", "odd"));
    }
    return all;
}

TEST_CASE("versions differ from each other, are twelve an hour at most, and the last is there") {
    CHECK(rc::check([] {
        const auto all = published();
        ArchiveFixture archive;
        std::vector<Event> events;
        for (std::size_t i = 0; i < all.values.size(); ++i)
            events.emplace_back(mood(all.values[i], all.times[i]));
        archive.write(events);
        const auto contents = archive.rows("SELECT coalesce(payload, '') FROM pep_event");
        RC_ASSERT(std::ranges::adjacent_find(contents) == contents.end());
        const auto crowded = archive.rows(
            "SELECT 1 FROM pep_event AS last JOIN pep_event AS other "
            "ON other.seen_at BETWEEN last.seen_at - 3599999 AND last.seen_at "
            "GROUP BY last.version HAVING count(*) > 12");
        RC_ASSERT(crowded.empty());
        const auto last = all.values.empty() ? std::string() : all.values.back();
        const auto expected = mood(last).payload.value_or("");
        RC_ASSERT((contents.empty() ? "" : contents.back()) == expected);
        const auto first = std::ranges::find_if(all.values, [](auto& v) { return !v.empty(); });
        if (first != all.values.end()) RC_ASSERT(!contents.empty());
    }));
}
