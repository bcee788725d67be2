// SPDX-License-Identifier: GPL-3.0-or-later
// What an archive is asked for again while the account stays connected.
#include "xmpp/session/archive_fetcher.hpp"

#include "xmpp/support/fake_archive.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

TEST_CASE("what is newer is fetched again every hour, and what failed is tried again") {
    FakeArchive archive(10);
    xmpp::ArchiveFetcher fetcher(
        {.archive = archive.context.account, .history = {}, .progress = std::nullopt},
        archive.context, archive);
    archive.fetching = &fetcher;
    xmpp::ArchiveFetcher::Instant now{};
    archive.answer = [](const auto&) { return iq_error("internal-server-error"); };
    fetcher.begin(now);
    archive.serve();
    CHECK(fetcher.idle());
    archive.answer = [&](const auto& query) { return archive.answer_well(query); };
    const auto pass = [&](auto time) {
        now += time;
        fetcher.tick(now);
        archive.serve();
    };
    pass(59min);
    CHECK(archive.fetched().empty());
    pass(2min);
    CHECK(archive.fetched() == range(1, 10));
    archive.newest = 12;
    pass(59min);
    CHECK(archive.fetched() == range(1, 10));
    pass(2min);
    auto fetched = range(1, 10);
    for (const int message : {10, 11, 12}) fetched.push_back(message);
    CHECK(archive.fetched() == fetched);
    archive.queries.clear();
    pass(61min);
    CHECK(archive.queries.size() == 1);
}

TEST_CASE("where only the archive has what is new, it is asked for a small page every 45 seconds") {
    FakeArchive archive(10);
    xmpp::ArchiveFetcher fetcher(
        {.archive = archive.context.account, .history = {}, .progress = std::nullopt},
        archive.context, archive);
    archive.fetching = &fetcher;
    fetcher.set_interval(xmpp::ArchiveFetcher::short_interval);
    xmpp::ArchiveFetcher::Instant now{};
    fetcher.begin(now);
    archive.serve();
    const auto pass = [&](auto time) {
        archive.queries.clear();
        now += time;
        fetcher.tick(now);
        archive.serve();
        return archive.queries.size();
    };
    CHECK(pass(44s) == 0);
    CHECK(pass(1s) == 1);
    CHECK(archive.queries[0].max == 50);
    CHECK(archive.queries[0].after == "m10");
    archive.answer = [](const auto&) { return iq_error("internal-server-error"); };
    CHECK(pass(45s) == 1);
    archive.answer = [&](const auto& query) { return archive.answer_well(query); };
    CHECK(pass(45s) == 1);
    archive.newest = 270;
    CHECK(pass(45s) == 4);
    CHECK(archive.queries[0].max == 50);
    CHECK(archive.queries[1].max == 250);
    CHECK(archive.fetched() == range(1, 270));
    fetcher.set_interval(xmpp::ArchiveFetcher::usual_interval);
    CHECK(pass(45s) == 1);  // which was due already
    CHECK(pass(45s) == 0);
    CHECK(pass(59min) == 0);
    CHECK(pass(1min) == 1);
}

TEST_CASE("once an hour the ten minutes before the newest message are asked for again") {
    FakeArchive archive(110);
    const bool is_often_asked = GENERATE(false, true);
    xmpp::ArchiveFetcher fetcher(
        {.archive = archive.context.account, .history = {}, .progress = FakeArchive::held(1, 110)},
        archive.context, archive);
    archive.fetching = &fetcher;
    if (is_often_asked) fetcher.set_interval(xmpp::ArchiveFetcher::short_interval);
    xmpp::ArchiveFetcher::Instant now{};
    fetcher.begin(now);
    archive.serve();
    const auto overlaps = [&](int hours) {
        archive.queries.clear();
        for (const auto end = now + hours * 1h; now < end;) {
            now += 1s;
            fetcher.tick(now);
            archive.serve();
        }
        return std::ranges::count_if(archive.queries,
                                     [](const auto& query) { return !query.start.empty(); });
    };
    CHECK(overlaps(3) == 3);
    CHECK(archive.queries.size() == (is_often_asked ? 240 : 3));
    CHECK(archive.fetched() == std::vector<int>{110, 110, 110});
    CHECK(archive.all<ArchiveProgress>().back().newest_id == "m110");
    CHECK(archive.all<ArchiveProgress>().back().caught_up);
    SECTION("a page that holds only what is held is followed by the next") {
        archive.largest_page = 1;
        archive.newest = 112;
        archive.events.clear();
        CHECK(overlaps(1) == 1);
        CHECK(archive.fetched().size() == 3);
    }
    SECTION("an archive that is empty by now changes nothing") {
        archive.answer = [](const auto&) {
            return FakeArchive::fin(true, "<set xmlns='http://jabber.org/protocol/rsm'/>");
        };
        CHECK(overlaps(1) == 1);
        CHECK(archive.all<ArchiveProgress>().back().newest_id == "m110");
    }
}
