// SPDX-License-Identifier: GPL-3.0-or-later
// Of ArchiveFetcher and ArchiveHole: an archive that has what breaks the stream.
#include "xmpp/archive_hole.hpp"
#include "xmpp/session/archive_fetcher.hpp"
#include "xmpp/support/fake_archive.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

namespace {

/// An account whose sessions end whenever the server sends one of the bad messages.
struct Sessions {
    explicit Sessions(int messages, std::set<int> bad_messages = {}) : archive(messages) {
        archive.bad = std::move(bad_messages);
    }

    /// One session; false if the stream broke in it.
    bool run() {
        xmpp::ArchiveFetcher fetcher(
            {.archive = archive.context.account, .history = {}, .progress = progress, .hole = hole},
            archive.context, archive);
        archive.fetching = &fetcher;
        archive.broke = false;
        fetcher.begin({});
        archive.serve();
        for (int hour = 1; !archive.broke && hour <= hours; ++hour) {
            fetcher.tick(xmpp::ArchiveFetcher::Instant() + hour * 61min);
            archive.serve();
        }
        if (archive.broke) fetcher.on_broken();
        hole = fetcher.hole();
        if (const auto all = archive.all<ArchiveProgress>(); !all.empty()) progress = all.back();
        archive.context.queries.clear();
        archive.forget_open_page();
        return !archive.broke;
    }
    /// Sessions until one does not break; how many broke.
    int run_all(int most = 100) {
        int broken = 0;
        while (broken < most && !run()) ++broken;
        return broken;
    }
    std::vector<int> missing() const {
        const auto fetched = archive.fetched();
        std::vector<int> missing;
        for (int n = 1; n <= archive.newest; ++n) {
            if (std::ranges::find(fetched, n) == fetched.end()) missing.push_back(n);
        }
        return missing;
    }

    FakeArchive archive;
    std::optional<ArchiveProgress> progress;
    std::optional<xmpp::ArchiveHole> hole;
    int hours = 0;
};

}  // namespace

TEST_CASE("what cannot be read among new messages is passed over, and named with its neighbours") {
    Sessions account(1000, {701});
    account.progress = FakeArchive::held(1, 400);
    CHECK(account.run_all() <= 9);
    CHECK(account.missing().size() == 401);  // those that were held, and the bad one
    CHECK(account.missing().back() == 701);
    CHECK(account.progress->newest_id == "m1000");
    CHECK(account.progress->caught_up);
    CHECK_FALSE(account.hole);
    const auto gaps = account.archive.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].since == FakeArchive::time_of(700));
    CHECK(gaps[0].until == FakeArchive::time_of(702));
    CHECK(gaps[0].reason ==
          "between m700 (2026-11-30T04:00:00.000Z) and m702 (2026-11-30T06:00:00.000Z) the archive "
          "has what cannot be read");
}

TEST_CASE("what cannot be read among older messages is passed over") {
    Sessions account(1000, {333});
    CHECK(account.run_all() <= 9);
    CHECK(account.missing() == std::vector{333});
    CHECK(account.progress->oldest_id == "m1");
    CHECK(account.progress->complete);
    CHECK(account.progress->newest_id == "m1000");
    const auto gaps = account.archive.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].since == FakeArchive::time_of(332));
    CHECK(gaps[0].until == FakeArchive::time_of(334));
}

TEST_CASE("while the newest message cannot be read, it is asked for once an hour") {
    Sessions account(20, {20});
    const bool held = GENERATE(false, true);
    if (held) account.progress = FakeArchive::held(1, 10);
    account.run_all();
    CHECK(account.missing().back() == 20);
    CHECK(account.progress->newest_id == "m19");
    CHECK(account.progress->oldest_id == "m1");
    REQUIRE(account.hole);
    SECTION("a session of less than an hour does not break") { CHECK(account.run()); }
    SECTION("an hour later it breaks, and nothing else does") {
        account.hours = 1;
        CHECK_FALSE(account.run());
        account.hours = 0;
        CHECK(account.run());
    }
    SECTION("what follows is fetched") {
        account.archive.newest = 25;
        account.hours = 1;
        account.run_all();
        CHECK(account.missing().back() == 20);
        CHECK(account.progress->newest_id == "m25");
        CHECK_FALSE(account.hole);
        const auto gap = account.archive.all<GapFound>().back();
        CHECK(gap.since == FakeArchive::time_of(19));
        CHECK(gap.until == FakeArchive::time_of(21));
    }
}

TEST_CASE("a stream that broke for another reason leaves no gap") {
    Sessions account(100, {60});
    account.progress = FakeArchive::held(1, 40);
    CHECK_FALSE(account.run());
    account.archive.bad.clear();
    CHECK(account.run());
    CHECK(account.missing().back() == 40);
    CHECK(account.progress->newest_id == "m100");
    CHECK(account.archive.all<GapFound>().empty());
}

TEST_CASE("an archive of which nothing can be read does not break every session") {
    Sessions account(30);
    for (int n = 1; n <= 30; ++n) account.archive.bad.insert(n);
    CHECK(account.run_all() < 20);
    CHECK(account.run());
}

TEST_CASE("whatever cannot be read, all the rest is fetched, in few sessions, and gaps say where") {
    CHECK(rc::check("bad messages anywhere", [] {
        const int count = *rc::gen::inRange(1, 400);
        const auto bad = *rc::gen::container<std::set<int>>(rc::gen::inRange(1, count + 1));
        const int held = *rc::gen::inRange(0, count);
        RC_PRE(bad.size() <= 6);
        Sessions account(count, bad);
        std::set<int> before;
        if (held > 0 && !bad.contains(held)) {
            account.progress = FakeArchive::held(1, held);
            for (int n = 1; n <= held; ++n) before.insert(n);
        }
        const int most = 12 * (static_cast<int>(bad.size()) + 1);
        RC_ASSERT(account.run_all(most) < most);
        for (const int n : account.missing()) {
            if (before.contains(n) || bad.contains(n)) continue;
            const auto gaps = account.archive.all<GapFound>();
            RC_ASSERT(std::ranges::any_of(gaps, [&](const GapFound& gap) {
                return gap.since < FakeArchive::time_of(n) && FakeArchive::time_of(n) < gap.until;
            }));
        }
    }));
}

namespace {

/// An account whose server does not answer a page with one of the bad messages.
struct SilentServer : FakeArchive {
    explicit SilentServer(int messages, std::set<int> unspeakable = {}) : FakeArchive(messages) {
        bad = std::move(unspeakable);
        answers_pings = true;
        answer = [this](const Query& query) {
            auto reply = answer_well(query);
            if (!broke) return reply;
            ++silences;
            broke = false;
            return std::string();
        };
    }
    /// Those from `first` on that did not come.
    std::set<int> missing(int first = 1) const {
        std::set<int> rest;
        for (int n = first; n <= newest; ++n) rest.insert(n);
        for (const int n : fetched()) rest.erase(n);
        return rest;
    }
    /// True if each message that is missing lies in a gap.
    bool says_what_is_missing() const {
        const auto gaps = all<GapFound>();
        const auto missed = missing();
        return std::ranges::all_of(missed, [&](int n) {
            return std::ranges::any_of(gaps, [&](const GapFound& gap) {
                return gap.since < time_of(n) && time_of(n) < gap.until;
            });
        });
    }
    int silences = 0;
};

}  // namespace

TEST_CASE("a page that alone is not answered is narrowed to the message that is to blame") {
    SilentServer server(500, {321});
    server.is_mute = GENERATE(false, true);
    server.fetch(FakeArchive::held(1, 200));
    CHECK(server.idle);
    const auto held = server.all<ArchiveProgress>().back();
    CHECK(held.newest_id == "m500");
    CHECK(held.caught_up);
    CHECK(server.missing(201) == std::set{321});
    CHECK(server.silences < 20);
    const auto gaps = server.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].since == FakeArchive::time_of(320));
    CHECK(gaps[0].until == FakeArchive::time_of(322));
}

TEST_CASE("a page of older messages that is not answered is narrowed, too") {
    const int bad = GENERATE(1, 2, 333, 399, 400, 499);
    SilentServer server(500, {bad});
    server.is_mute = GENERATE(false, true);
    server.heeds_times = GENERATE(true, false);
    const bool held = GENERATE(false, true);
    if (held && bad > 400) return;
    INFO(bad << " mute " << server.is_mute << " held " << held);
    held ? server.fetch(FakeArchive::held(401, 500)) : server.fetch(std::nullopt);
    CHECK(server.idle);
    const auto reached = server.all<ArchiveProgress>().back();
    CHECK(reached.oldest_id == (bad == 1 ? "m2" : "m1"));
    CHECK(reached.newest_id == "m500");
    CHECK(reached.complete);
    CHECK(reached.caught_up);
    auto missing = server.missing();
    if (held) missing.erase(missing.upper_bound(400), missing.end());
    CHECK(missing == std::set{bad});
    CHECK(server.silences < 25);
    const auto gaps = server.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].until == FakeArchive::time_of(bad + 1));
    if (bad > 1) CHECK(gaps[0].since == FakeArchive::time_of(bad - 1));
}

TEST_CASE("a server that answers whenever it likes is asked a bounded number of times") {
    SilentServer server(500);
    server.answer = [&, number = 0](const auto& query) mutable {
        const bool large = query.max > xmpp::ArchiveHole::first_size;
        return large || ++number % 3 == 0 ? std::string() : server.answer_well(query);
    };
    const bool held = GENERATE(false, true);
    held ? server.fetch(FakeArchive::held(401, 450), {}, 10'000)
         : server.fetch(std::nullopt, {}, 10'000);
    CHECK(server.idle);
    CHECK(server.queries.size() < 200);
}

TEST_CASE(
    "while the newest message is never answered, all before it is fetched, and it is asked for") {
    SilentServer server(500, {500});
    server.is_mute = GENERATE(false, true);
    server.fetch(std::nullopt, {}, 100);
    CHECK(server.idle);
    CHECK(server.missing() == std::set{500});
    const auto held = server.all<ArchiveProgress>().back();
    CHECK(held.newest_id == "m499");
    CHECK(held.oldest_id == "m1");
    CHECK(held.complete);
    const auto gaps = server.all<GapFound>();
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].since == FakeArchive::time_of(499));
}

TEST_CASE(
    "of an archive with several pages that are not answered, all that is missing is in gaps") {
    CHECK(rc::check("silent pages anywhere", [] {
        const int count = *rc::gen::inRange(1, 400);
        std::set<int> bad;
        for (int n = *rc::gen::inRange(0, 5); n > 0; --n)
            bad.insert(*rc::gen::inRange(1, count + 1));
        SilentServer server(count, bad);
        server.is_mute = *rc::gen::arbitrary<bool>();
        server.fetch(std::nullopt, {}, 400);
        RC_ASSERT(server.idle);
        if (server.all<ArchiveProgress>().empty()) return;  // nothing at all was answered
        if (server.all<ArchiveProgress>().back().complete) RC_ASSERT(server.says_what_is_missing());
    }));
}

TEST_CASE("an outage is not taken for a page that cannot be sent") {
    SilentServer server(500);
    SECTION("of all") { server.answers_pings = false; }
    SECTION("of the archive alone") {}
    server.answer = [](const auto&) { return std::string(); };
    server.fetch(FakeArchive::held(1, 200));
    CHECK(server.idle);
    CHECK(server.all<GapFound>().empty());
    CHECK(server.all<ArchiveProgress>().empty());
    CHECK(server.queries.size() < 10);
    CHECK(server.queries.size() == (server.answers_pings ? 8 : 1));
    SECTION("not among older messages either") {
        server.queries.clear();
        server.fetch(std::nullopt);
        CHECK(server.idle);
        CHECK(server.all<GapFound>().empty());
        CHECK(server.all<ArchiveProgress>().empty());
        CHECK(server.queries.size() == (server.answers_pings ? 8 : 1));
    }
    SECTION("and all is fetched once it is over") {
        server.answer = [&](const auto& query) { return server.answer_well(query); };
        server.fetch(FakeArchive::held(1, 200));
        CHECK(server.all<ArchiveProgress>().back().newest_id == "m500");
        CHECK(server.all<GapFound>().empty());
    }
}

TEST_CASE("a page that was not answered once is asked for again and leaves no gap") {
    SilentServer server(300);
    server.answer = [&, first = true](const auto& query) mutable {
        return std::exchange(first, false) ? std::string() : server.answer_well(query);
    };
    server.fetch(FakeArchive::held(1, 200));
    CHECK(server.idle);
    CHECK(server.all<GapFound>().empty());
    CHECK(server.all<ArchiveProgress>().back().newest_id == "m300");
    CHECK(server.all<ArchiveProgress>().back().caught_up);
}

TEST_CASE("the ids of a server are cut where they are told to people") {
    xmpp::ArchiveHole hole;
    hole.below.id = std::string(4'000'000, 'x');
    hole.above.id = "m2";
    CHECK(hole.describe() ==
          "between " + std::string(100, 'x') + " and m2 the archive has what cannot be read");
}
