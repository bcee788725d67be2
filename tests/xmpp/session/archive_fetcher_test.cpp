// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/archive_fetcher.hpp"

#include "xmpp/support/fake_archive.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static std::vector<int> sorted(std::vector<int> numbers) {
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

TEST_CASE("the first fetch begins with the newest page and goes back to the oldest") {
    FakeArchive archive(250);
    archive.fetch(std::nullopt);
    CHECK(archive.idle);
    const auto fetched = archive.fetched();
    CHECK(sorted(fetched) == range(1, 250));
    CHECK(fetched.front() == 151);
    const auto progress = archive.all<ArchiveProgress>();
    REQUIRE(progress.size() == 4);
    CHECK(progress[0].oldest_id == "m151");
    CHECK(progress[0].newest_id == "m250");
    CHECK(progress[0].oldest == FakeArchive::time_of(151));
    CHECK(progress[0].newest == FakeArchive::time_of(250));
    CHECK_FALSE(progress[0].complete);
    CHECK_FALSE(progress[0].caught_up);
    CHECK(progress[2].oldest_id == "m1");
    CHECK(progress[2].newest_id == "m250");
    CHECK(progress[2].complete);
    CHECK_FALSE(progress[2].caught_up);
    CHECK(progress[3].caught_up);
    CHECK(archive.queries.size() == 4);
}

TEST_CASE("progress is reported behind the messages of its page") {
    FakeArchive archive(150);
    archive.fetch(std::nullopt);
    std::vector<int> before_progress;
    int messages = 0;
    for (const auto& event : archive.events) {
        if (std::holds_alternative<Message>(event)) ++messages;
        if (std::holds_alternative<ArchiveProgress>(event)) before_progress.push_back(messages);
    }
    CHECK(before_progress == std::vector<int>{100, 150, 150});
}

TEST_CASE("what came while the archive was fetched backwards is fetched at the end") {
    FakeArchive archive(250);
    archive.answer = [&](const auto& query) {
        archive.newest = query.before == "-" ? 250 : 260;
        return archive.answer_well(query);
    };
    archive.fetch(std::nullopt);
    CHECK(sorted(archive.fetched()) == range(1, 260));
    CHECK(archive.all<ArchiveProgress>().back().newest_id == "m260");
    CHECK(archive.all<ArchiveProgress>().back().caught_up);
}

TEST_CASE("a later fetch takes what followed, and asks once whether there is more before") {
    FakeArchive archive(350);
    archive.fetch(FakeArchive::held(1, 100));
    CHECK(archive.fetched() == range(101, 350));
    const auto progress = archive.all<ArchiveProgress>();
    REQUIRE(progress.size() == 3);
    CHECK(progress[0].newest_id == "m200");
    CHECK_FALSE(progress[0].caught_up);
    CHECK(progress[2].newest_id == "m350");
    CHECK(progress[2].newest == FakeArchive::time_of(350));
    CHECK(progress[2].oldest_id == "m1");
    CHECK(progress[2].complete);
    CHECK(progress[2].caught_up);
    CHECK(archive.queries.size() == 4);
}

TEST_CASE("a fetch that was cut short goes on in the next session") {
    FakeArchive archive(500);
    archive.fetch(std::nullopt, {}, 2);
    CHECK_FALSE(archive.idle);
    const auto held = archive.all<ArchiveProgress>().back();
    CHECK(held.oldest_id == "m301");
    archive.newest = 520;
    archive.fetch(held);
    CHECK(sorted(archive.fetched()) == range(1, 520));
    CHECK(archive.all<ArchiveProgress>().back().complete);
    CHECK(archive.all<ArchiveProgress>().back().caught_up);
}

TEST_CASE("nothing older than the history that is wanted is fetched") {
    FakeArchive archive(500);
    archive.fetch(std::nullopt, {.wanted = true, .since = FakeArchive::time_of(350)});
    CHECK(sorted(archive.fetched()) == range(350, 500));
    const auto held = archive.all<ArchiveProgress>().back();
    CHECK(held.complete);
    SECTION("and it is not asked for again") {
        archive.queries.clear();
        archive.fetch(held, {.wanted = true, .since = FakeArchive::time_of(360)});
        REQUIRE(archive.queries.size() == 1);
        CHECK(archive.queries[0].after == "m500");
    }
    SECTION("until more of it is wanted") {
        const auto since = GENERATE(std::optional<Time>(), std::optional(FakeArchive::time_of(1)));
        archive.fetch(held, {.wanted = true, .since = since});
        CHECK(sorted(archive.fetched()) == range(1, 500));
    }
}

TEST_CASE("an archive whose server gives one message a page is fetched whole") {
    FakeArchive archive(20);
    archive.largest_page = 1;
    archive.fetch(std::nullopt);
    CHECK(sorted(archive.fetched()) == range(1, 20));
    archive.newest = 30;
    archive.fetch(archive.all<ArchiveProgress>().back());
    CHECK(sorted(archive.fetched()) == range(1, 30));
}

TEST_CASE("an empty archive is caught up with") {
    FakeArchive archive(0);
    archive.fetch(std::nullopt);
    const auto progress = archive.all<ArchiveProgress>();
    REQUIRE(progress.size() == 1);
    CHECK(progress[0].newest_id.empty());
    CHECK(progress[0].complete);
    CHECK(progress[0].caught_up);
    archive.newest = 3;
    archive.fetch(progress[0]);
    CHECK(archive.fetched() == range(1, 3));
}

TEST_CASE("when the archive has forgotten what followed, that is a gap, and the rest is fetched") {
    FakeArchive archive(300);
    archive.oldest = 200;
    archive.fetch(FakeArchive::held(1, 100));
    const auto gaps = archive.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].since == FakeArchive::time_of(100));
    CHECK(gaps[0].until == FakeArchive::time_of(200));
    CHECK(gaps[0].archive == Jid::of("alice@example.org"));
    CHECK_FALSE(gaps[0].reason.empty());
    auto fetched = sorted(archive.fetched());
    fetched.erase(std::unique(fetched.begin(), fetched.end()), fetched.end());
    CHECK(fetched == range(200, 300));
    const auto held = archive.all<ArchiveProgress>().back();
    CHECK(held.oldest_id == "m200");
    CHECK(held.newest_id == "m300");
    CHECK(held.complete);
    CHECK(archive.queries.size() <= 6);
}

TEST_CASE("when the archive has forgotten all, the gap reaches to now") {
    FakeArchive archive(0);
    archive.fetch(FakeArchive::held(1, 1));
    const auto gaps = archive.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].until > now() - 1min);
    CHECK(archive.all<ArchiveProgress>().back().newest_id.empty());
}

TEST_CASE("one message that the archive has forgotten is no gap") {
    FakeArchive archive(300);
    archive.answer = [&](const auto& query) {
        if (query.after == "m100") return iq_error("item-not-found");
        return archive.answer_well(query);
    };
    archive.fetch(FakeArchive::held(1, 100));
    CHECK(archive.all<GapFound>().empty());
    CHECK(archive.all<ArchiveProgress>().back().newest_id == "m300");
}

TEST_CASE("when the oldest message held has expired, there is nothing before it") {
    FakeArchive archive(300);
    archive.oldest = 150;
    archive.fetch(FakeArchive::held(101, 200));
    CHECK(archive.fetched() == range(201, 300));
    CHECK(archive.all<ArchiveProgress>().back().complete);
    CHECK(archive.all<GapFound>().empty());
}

TEST_CASE("a server that leads nowhere is asked a bounded number of times") {
    FakeArchive archive(1'000);
    const bool first = GENERATE(true, false);
    std::string name;
    SECTION("with an empty page that is not the last") {
        archive.answer = [&](const auto&) { return FakeArchive::fin(false, ""); };
    }
    SECTION("with the same page again and again") {
        archive.answer = [&](const auto& query) {
            archive.deliver(FakeArchive::result(query.id, 7));
            return FakeArchive::fin(false, FakeArchive::set("m7", "m7"));
        };
    }
    SECTION("with pages that go round") {
        archive.answer = [&, n = 0](const auto& query) mutable {
            n = (n + 1) % 5;
            archive.deliver(FakeArchive::result(query.id, n + 200));
            return FakeArchive::fin(false, "");
        };
    }
    SECTION("with errors") {
        const auto condition =
            GENERATE(as<std::string>{}, "feature-not-implemented", "forbidden", "item-not-found");
        archive.answer = [=](const auto&) { return iq_error(condition); };
    }
    SECTION("with no answer, or one without an end") {
        const auto reply =
            GENERATE(as<std::string>{}, "", "<iq type='result'/>", "<iq type='error'/>");
        archive.answer = [=](const auto&) { return reply; };
    }
    archive.fetch(first ? std::nullopt : std::optional(FakeArchive::held(50, 100)));
    CHECK(archive.idle);
    CHECK(archive.queries.size() < 30);
    CHECK(archive.all<GapFound>().empty());
}

TEST_CASE("a page whose ends the server does not name ends with what came") {
    FakeArchive archive(250);
    archive.answer = [&](const auto& query) {
        auto reply = archive.answer_well(query);
        const auto begin = reply.find("<set");
        const auto end = reply.find("</fin>");
        return reply.erase(begin, end - begin);
    };
    archive.fetch(std::nullopt);
    CHECK(sorted(archive.fetched()) == range(1, 250));
}

TEST_CASE("results that are nothing to keep move the fetch on") {
    FakeArchive archive(300);
    archive.answer = [&](const auto& query) {
        if (query.after != "m100") return archive.answer_well(query);
        auto receipt = FakeArchive::result(query.id, 101);
        const auto begin = receipt.find("<body>");
        receipt.replace(begin, receipt.find("</body>") + 7 - begin,
                        "<received xmlns='urn:xmpp:receipts' id='1'/>");
        archive.deliver(receipt);
        return FakeArchive::fin(false, "");
    };
    archive.fetch(FakeArchive::held(1, 100));
    CHECK(archive.fetched() == range(102, 300));
}
