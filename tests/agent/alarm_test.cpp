// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/alarm.hpp"

#include "support/builders.hpp"
#include "support/event_log.hpp"
#include "support/fake_clock.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <deque>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;
using Catch::Contains;
using State = ConnectionState;
using Told = std::vector<std::string>;

namespace {

struct Sink : EventSink, test::EventLog {
    void take(Event event) override { events.push_back(std::move(event)); }
};

/// Alice's account, and a quarter of an hour before what is not urgent is told.
struct Fixture {
    explicit Fixture(bool failed_before = false) { alarm.watch(test::alice, failed_before); }

    void is(State state, const std::string& error = "", const Jid& account = test::alice) {
        ConnectionChanged change;
        change.account = account;
        change.state = state;
        change.error = error;
        alarm.take(change);
    }
    void is_refused(const std::string& error = "not-authorized") {
        alarm.take(LoginRefused{.account = test::alice, .at = clock.wall()});
        is(State::failed, error);
    }
    void server_keeps(std::optional<ArchivePreferences> preferences) {
        ArchivePreferencesTold told;
        told.account = test::alice;
        told.preferences = std::move(preferences);
        alarm.take(told);
    }
    std::vector<AlarmNotice> notices(milliseconds later = 0ms) {
        clock.advance(later);
        return alarm.due(15min);
    }
    /// States and causes.
    Told told(milliseconds later = 0ms) {
        Told told;
        for (const auto& notice : notices(later))
            told.push_back(std::string(to_string(notice.state)) + ' ' +
                           std::string(to_string(notice.cause)));
        return told;
    }

    test::FakeClock clock;
    Sink sink;
    Alarm alarm{sink, clock};
};

}  // namespace

TEST_CASE("an account that is not online is told after its time, once, and when it is online") {
    Fixture life;
    const auto began = life.clock.wall();
    life.is(State::connecting);
    CHECK(life.told(15min - 1ms).empty());
    life.is(State::offline, "connection refused");
    const auto notices = life.notices(1ms);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].account == test::alice);
    CHECK(notices[0].since == began);
    CHECK(notices[0].reason == "not archived: alice@example.org is not online since " +
                                   to_rfc3339(began) + ": connection refused");
    life.is(State::connecting, "connection refused");
    life.is(State::offline, "connection timed out");
    CHECK(life.told(24h).empty());
    life.is(State::online);
    const auto good = life.notices();
    REQUIRE(good.size() == 1);
    CHECK(good[0].state == AlarmNotice::State::well);
    CHECK(good[0].since == life.clock.wall());
    CHECK(good[0].reason == "archived again: alice@example.org is online");
    CHECK(life.told(24h).empty());
}

TEST_CASE("a connection that comes back in time is told to nobody") {
    Fixture life;
    for (int i = 0; i < 3; ++i) {
        life.is(State::offline, "lost");
        CHECK(life.told(14min).empty());
        life.is(State::online);
        CHECK(life.told(14min).empty());
    }
}

TEST_CASE("a refused login is told at once, as is a server that is not trusted") {
    Fixture life;
    life.is(State::connecting);
    life.is_refused();
    CHECK(life.told() == Told{"failed login"});
    life.is(State::connecting, "not-authorized");
    life.is_refused();
    CHECK(life.told(24h).empty());
    life.is(State::online);
    CHECK(life.told() == Told{"well login"});
    life.is(State::connecting);
    life.is(State::failed, "the certificate has expired");
    CHECK(life.notices().at(0).reason ==
          "not archived: alice@example.org cannot log in: the certificate has expired");
}

TEST_CASE("within an outage each kind of reason is told once, and one time that all is well") {
    Fixture life;
    life.is(State::connecting);
    CHECK(life.told(15min) == Told{"failed offline"});
    life.is_refused();
    CHECK(life.told() == Told{"failed login"});
    life.is(State::offline, "connection refused");
    CHECK(life.told(24h).empty());
    life.is(State::failed, "the certificate has expired");
    CHECK(life.told() == Told{"failed setup"});
    life.is_refused();
    CHECK(life.told(24h).empty());
    life.is(State::online);
    CHECK(life.told() == Told{"well login"});
    life.is(State::connecting);
    life.is_refused();
    CHECK(life.told() == Told{"failed login"});  // another outage
}

TEST_CASE("an account that fails again and again is told of three times, then as one outage") {
    Fixture life;
    life.is(State::connecting);
    for (int i = 0; i < 3; ++i) {
        life.is_refused();
        CHECK(life.told(5min) == Told{"failed login"});
        life.is(State::online);
        CHECK(life.told(5min) == Told{"well login"});
    }
    life.is_refused();
    CHECK_THAT(life.notices().at(0).reason, Contains("it happens often, so its end is told when"));
    for (int i = 0; i < 50; ++i) {
        life.is(State::online);
        CHECK(life.told(1h - 1ms).empty());
        life.is_refused();
        CHECK(life.told(5min).empty());
    }
    life.is(State::online);
    const auto recovered = life.clock.wall();
    CHECK(life.told(1h - 1ms).empty());
    const auto notices = life.notices(1ms);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].since == recovered);
    CHECK(notices[0].reason ==
          "archived again: alice@example.org is online (it had failed again, times: 50)");
}

TEST_CASE("of an account that fails often another reason is told, too") {
    Fixture life;
    life.is(State::connecting);
    for (int i = 0; i < 4; ++i) {
        life.is_refused();
        life.told();
        life.is(State::online);
        life.told();
    }
    life.is(State::failed, "the certificate has expired");
    CHECK(life.told() == Told{"failed setup"});
    life.is(State::online);
    CHECK(life.told(59min).empty());
    CHECK(life.told(1min) == Told{"well setup"});
}

TEST_CASE("a lost connection that comes back in time does not delay the good news") {
    Fixture life;
    life.is(State::connecting);
    for (int i = 0; i < 4; ++i) {
        life.is_refused();
        life.told();
        life.is(State::online);
        life.told();
    }
    life.is(State::offline, "lost");
    CHECK(life.told(14min).empty());
    life.is(State::online);
    CHECK(life.told(46min).size() == 1);
}

TEST_CASE("three outages within a day are many, over more than a day they are not") {
    Fixture life;
    for (int i = 0; i < 10; ++i) {
        life.is_refused();
        CHECK(life.told() == Told{"failed login"});
        life.is(State::online);
        CHECK(life.told() == Told{"well login"});
        CHECK(life.told(8h).empty());
    }
}

TEST_CASE("what an earlier process has left failed is told once it has lasted, or is new") {
    Fixture life(true);
    life.is(State::connecting);
    life.is_refused();
    CHECK(life.told(15min - 1ms).empty());
    CHECK(life.told(1ms) == Told{"failed login"});
    life.is(State::online);
    CHECK(life.told() == Told{"well login"});
    life.is(State::connecting);
    life.is_refused();
    CHECK(life.told() == Told{"failed login"});
}

TEST_CASE("that earlier logins were refused too often is told once it has lasted") {
    Fixture life;
    life.is(State::failed, "the server has refused the login too often");
    CHECK(life.told(15min - 1ms).empty());
    CHECK(life.told(1ms) == Told{"failed login"});
}

TEST_CASE("a full disk is told at once, an archive that is locked after its time") {
    Fixture life;
    life.is(State::online);
    life.alarm.archive_fails(AlarmCause::locked, "a.db: database is locked");
    CHECK(life.told(14min).empty());
    life.alarm.archive_fails(AlarmCause::locked, "a.db: database is locked");
    CHECK(life.told(1min) == Told{"failed locked"});
    life.alarm.archive_fails(AlarmCause::unwritable, "a.db: no space left for it");
    const auto notices = life.notices();
    REQUIRE(notices.size() == 1);
    CHECK_FALSE(notices[0].account);
    CHECK(notices[0].reason ==
          "not archived: the archive cannot be written to: a.db: no space left for it");
    life.alarm.archive_fails(AlarmCause::unwritable, "a.db: no space left for it");
    CHECK(life.told(24h).empty());
    life.alarm.archive_works();
    CHECK(life.told() == Told{"well unwritable"});
    life.alarm.archive_works();
    CHECK(life.told(24h).empty());
}

TEST_CASE("that the server's archive keeps nothing is told, until it says that it keeps more") {
    Fixture life;
    life.is(State::online);
    life.server_keeps(ArchivePreferences{.usual = ArchiveDefault::roster});
    CHECK(life.told(24h).empty());
    life.server_keeps(ArchivePreferences{.usual = ArchiveDefault::never});
    CHECK(life.told(14min).empty());
    life.server_keeps(std::nullopt);
    life.server_keeps(ArchivePreferences());  // it does not say
    life.is(State::offline);
    life.is(State::online);
    CHECK(life.notices(1min).at(0).reason ==
          "not archived: what is sent to alice@example.org while boswelld is away: the server's "
          "archive keeps nothing");
    life.server_keeps(ArchivePreferences{.usual = ArchiveDefault::never});
    life.server_keeps(std::nullopt);
    life.server_keeps(ArchivePreferences());
    CHECK(life.told(24h).empty());
    life.server_keeps(ArchivePreferences{.usual = ArchiveDefault::always});
    CHECK(life.notices().at(0).reason ==
          "archived again: alice@example.org, the server's archive keeps everything");
}

TEST_CASE("a reason is one short line that no terminal obeys, whatever the server says") {
    Fixture life;
    life.is(State::connecting);
    const auto words = GENERATE(as<std::string>{}, "a\nb\r\x1b[2J\t", std::string(100'000, '\n'),
                                std::string(499, 'x') + "\u00e9" + std::string(90'000, 'y'),
                                std::string("nul\0nul", 7), "\xff\xfe", "\u202eolleh");
    life.is_refused(words);
    const auto reason = life.notices().at(0).reason;
    CHECK(reason.size() < 4000);
    CHECK_THAT(reason, Contains("refuses the login of alice@example.org: "));
    for (const unsigned char byte : reason) CHECK((byte >= 0x20 && byte != 0x7f));
    CHECK((reason.find("\u202e") == reason.npos || reason.ends_with("\u202c")));
}

TEST_CASE("an account that is not watched passes unnoticed, and one that is gone is not told of") {
    Fixture life;
    life.is(State::connecting);
    life.is(State::failed, "no", Jid::of("bob@example.net"));
    CHECK(life.told().empty());
    CHECK(life.told(15min) == Told{"failed offline"});
    life.is(State::online);
    life.alarm.forget(test::alice);
    life.is_refused();
    CHECK(life.told(24h).empty());
    CHECK(life.sink.events.size() == 5);  // all the same
}

TEST_CASE("each reason is told once until its end is, whatever happens, and not too often") {
    CHECK(rc::check([] {
        Fixture life(*rc::gen::arbitrary<bool>());
        std::set<AlarmCause> told;  // in this outage
        std::deque<Time> ends;
        bool online = true;
        milliseconds lasts{};
        for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5))) {
            if (step == 0) life.is(State::connecting);
            if (step == 1) life.is(State::offline, "lost");
            if (step == 2) life.is(State::failed, "no");
            if (step == 3) life.is_refused();
            if (step == 4) life.is(State::online);
            if (std::exchange(online, step == 4) != online) lasts = 0ms;
            const milliseconds time(*rc::gen::inRange(0, 20 * 60'000));
            lasts += time;
            const auto now = life.clock.wall() + time;
            while (!ends.empty() && now - ends.front() >= 24h) ends.pop_front();
            for (const auto& notice : life.notices(time)) {
                if (notice.state == AlarmNotice::State::well) {
                    RC_ASSERT((online && !told.empty()));
                    RC_ASSERT((ends.size() < 3 || now - notice.since >= 1h));
                    ends.push_back(now);
                    told.clear();
                    continue;
                }
                RC_ASSERT((!online && told.insert(notice.cause).second));
                RC_ASSERT((notice.cause != AlarmCause::offline || lasts >= 15min));
            }
            RC_ASSERT((online ? told.empty() || ends.size() >= 3 : lasts < 15min || !told.empty()));
            RC_ASSERT((!online || lasts < 1h || told.empty()));
        }
    }));
}
