// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "model/sign_of_life.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

/// Minutes after noon of a day on which Alice's account is watched now and then.
struct GapFixture : ArchiveFixture {
    static Time minute(int count) { return at("2026-03-14T12:00:00Z") + count * 1min; }
    int now = 1000;

    void watch(int from, int to, std::vector<std::string> features = {"urn:xmpp:mam:2"}) {
        auto online = connection(ConnectionState::online, minute(from));
        online.features = std::move(features);
        write({online, connection(ConnectionState::offline, minute(to))});
    }
    void hold(std::optional<int> oldest, int caught_up, bool complete, const Jid& archive = alice) {
        ArchiveProgress progress{.account = alice, .archive = archive, .at = minute(caught_up)};
        if (oldest) progress.oldest = minute(*oldest);
        progress.complete = complete;
        progress.caught_up = true;
        write({progress});
    }
    std::vector<GapRecord> gaps(const archive::Selection& selection = {}) const {
        return archive::Reader(path).gaps(selection, minute(now));
    }
    /// "10-20 no archive", "…" for a bound that is absent.
    std::vector<std::string> shown(const archive::Selection& selection = {}) const {
        std::vector<std::string> lines;
        const auto bound = [](const std::optional<Time>& time) {
            return time ? fmt::format("{}", (*time - minute(0)) / 1min) : std::string("…");
        };
        for (const auto& gap : gaps(selection))
            lines.push_back(fmt::format("{}-{}", bound(gap.since), bound(gap.until)));
        return lines;
    }
};
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(GapFixture, "without an archive of the server every cut is a gap, and the end") {
    watch(0, 10, {});
    watch(20, 30, {});
    CHECK(shown() == Lines{"10-20", "30-…"});
    CHECK_THAT(gaps().front().reason, Contains("the server keeps no archive"));
}

TEST_CASE_METHOD(GapFixture, "a cut that the server's archive makes up for is none") {
    watch(0, 10);
    watch(20, 30);
    hold(0, 21, true);
    CHECK(shown() == Lines{"30-…"});
    CHECK_THAT(gaps().front().reason, Contains("is not fetched yet"));
}

TEST_CASE_METHOD(GapFixture, "an agent that is connected has no gap at the end") {
    watch(0, 10);
    write({connection(ConnectionState::online, minute(20))});
    hold(0, 21, true);
    CHECK(shown().empty());
    writer.reset();  // killed: the state still says online
    CHECK(shown() == Lines{"20-…"});
}

static ConnectionChanged goes_on(Time last_proof, Time at, std::string_view why) {
    auto change = connection(ConnectionState::online, at);
    change.resumed = true;
    change.last_proof = last_proof;
    change.error = why;
    return change;
}

TEST_CASE_METHOD(GapFixture, "a stream that was resumed has lost nothing, nor has a long silence") {
    watch(0, 10, {});
    write({goes_on(minute(10), minute(20), ""), ProofOfLife{alice, minute(21)}});
    write({goes_on(minute(21), minute(50), heard_nothing)});
    CHECK(shown().empty());
}

TEST_CASE_METHOD(GapFixture, "the time that a clock jumps over is a gap") {
    // The machine was without power for hours, and its clock had stopped until it was set.
    watch(0, 10, {});
    watch(11, 12, {});
    write({connection(ConnectionState::online, minute(12)),
           goes_on(minute(13), minute(600), clock_was_set)});
    CHECK(shown() == Lines{"10-11", "13-600"});
}

TEST_CASE_METHOD(GapFixture, "what is not fetched yet is a gap until it is") {
    watch(0, 10);
    hold(0, 1, true);
    write({connection(ConnectionState::online, minute(20))});
    CHECK(shown() == Lines{"10-20"});
    CHECK_THAT(gaps().front().reason, Contains("is not fetched yet"));
    hold(0, 21, true);
    CHECK(shown().empty());
}

TEST_CASE_METHOD(GapFixture, "older messages are missing until the server's archive is complete") {
    auto online = connection(ConnectionState::online, minute(0));
    online.features = {"a", "urn:xmpp:mam:2", "z"};
    write({online});
    CHECK(shown() == Lines{"…-0"});
    hold(-100, 1, false);
    CHECK(shown() == Lines{"…--100"});
    CHECK_THAT(gaps().front().reason, Contains("older messages"));
    hold(-500, 2, true);
    CHECK(shown().empty());
}

TEST_CASE_METHOD(GapFixture, "a time of which the server's archive has nothing is told") {
    watch(0, 10);
    watch(20, 30);
    hold(15, 21, true);
    CHECK(shown() == Lines{"10-15", "30-…"});
    CHECK_THAT(gaps().front().reason, Contains("has nothing of that time"));
}

TEST_CASE_METHOD(GapFixture, "what is older than the server's archive cannot be fetched") {
    watch(0, 10);
    watch(20, 30);
    hold(-100, 5, false);
    write({ArchiveExtentTold{alice, alice, minute(-200), minute(4), minute(5)}});
    CHECK(shown() == Lines{"-200--100", "10-20", "30-…"});
    SECTION("a gap that lies before the archive's oldest message is one for good") {
        write({ArchiveExtentTold{alice, alice, minute(15), minute(31), minute(31)}});
        CHECK(shown() == Lines{"10-15", "15-20", "30-…"});
        CHECK_THAT(gaps()[0].reason, Contains("begins later"));
        CHECK_THAT(gaps()[1].reason, Contains("is not fetched yet"));
    }
    SECTION("an archive that is empty has nothing of what was before it said so") {
        write({ArchiveExtentTold{alice, alice, std::nullopt, std::nullopt, minute(32)}});
        CHECK_THAT(gaps()[1].reason, Contains("begins later"));
        CHECK(shown() == Lines{"…--100", "10-20", "30-32", "32-…"});
    }
    SECTION("what was fetched before the server has deleted it is no gap") {
        hold(-100, 31, true);
        write({ArchiveExtentTold{alice, alice, minute(25), minute(31), minute(32)}});
        CHECK(shown() == Lines{"30-…"});
    }
}

namespace {
struct SourceFixture : GapFixture {
    void tell(ArchiveDefault usual, BareJidDelivery delivery, int time) {
        write({ArchivePreferencesTold{.account = alice,
                                      .at = minute(time),
                                      .preferences = ArchivePreferences{.usual = usual},
                                      .delivery = delivery}});
    }
};
}  // namespace

TEST_CASE_METHOD(SourceFixture,
                 "what the server's archive leaves out is a gap though it is fetched") {
    watch(0, 10);
    write({connection(ConnectionState::online, minute(20))});
    hold(0, 21, true);
    now = 21;
    tell(ArchiveDefault::never, BareJidDelivery::sure, 20);
    CHECK(shown() == Lines{"10-20"});
    CHECK_THAT(gaps().front().reason, Contains("archive keeps nothing"));
    tell(ArchiveDefault::always, BareJidDelivery::sure, 21);
    CHECK(shown() == Lines{"10-20"});
}

TEST_CASE_METHOD(SourceFixture, "an archive that is the only source has to answer") {
    write({connection(ConnectionState::online, minute(0))});
    hold(0, 10, true);
    tell(ArchiveDefault::always, BareJidDelivery::unproven, 0);
    now = 11;
    CHECK(shown().empty());
    now = 12;
    CHECK(shown() == Lines{"10-…"});
    CHECK_THAT(gaps().front().reason, Contains("has not told all that is new"));
    hold(0, 12, true);
    CHECK(shown().empty());
    SECTION("but one that is not may be silent") {
        now = 60;
        CHECK(shown() == Lines{"12-…"});
        tell(ArchiveDefault::always, BareJidDelivery::shown, 1);
        CHECK(shown().empty());
    }
    SECTION("and of the time before the end of a session nothing is known either") {
        write({ProofOfLife{alice, minute(20)}, connection(ConnectionState::offline, minute(20))});
        CHECK(shown() == Lines{"12-…"});
        write({connection(ConnectionState::online, minute(30))});
        now = 30;
        hold(0, 31, true);
        CHECK(shown().empty());
    }
}

TEST_CASE_METHOD(SourceFixture, "an only source that never told all is missed since the login") {
    auto online = connection(ConnectionState::online, minute(0));
    online.features = {"urn:xmpp:mam:2"};
    write({online});
    tell(ArchiveDefault::always, BareJidDelivery::unproven, 0);
    now = 1;
    CHECK(shown() == Lines{"…-0"});
    now = 2;
    CHECK(shown() == Lines{"…-0", "0-…"});
}

TEST_CASE_METHOD(GapFixture, "a room's archive is judged by itself") {
    const auto room = Jid::of("tea@conference.example.org");
    watch(0, 10);
    write({connection(ConnectionState::online, minute(20))});
    hold(0, 21, true);
    hold(0, 5, true, room);
    const auto all = gaps();
    REQUIRE(all.size() == 1);
    CHECK(all.front().archive == room);
    CHECK(gaps({.contacts = {bob}}).empty());
    CHECK(gaps({.contacts = {room}}).size() == 1);
}

TEST_CASE_METHOD(GapFixture, "gaps that servers told are listed as they were stored") {
    const auto room = Jid::of("tea@conference.example.org");
    write({GapFound{alice, room, minute(1), minute(2), "it was deleted"}});
    CHECK(shown() == Lines{"1-2"});
    CHECK(gaps().front().account == alice);
    CHECK(gaps().front().archive == room);
    CHECK(gaps().front().reason == "it was deleted");
}

TEST_CASE_METHOD(GapFixture, "many stanzas that could not be taken for one reason are one gap") {
    const auto refused = [](Time time, std::string_view reason) {
        return Quarantined{.account = alice,
                           .seen_at = time,
                           .from = "mallory@evil.example",
                           .reason = std::string(reason)};
    };
    for (int i = 0; i < 50; ++i) write({refused(minute(0) + i * 1s, "too large")});
    write({refused(minute(1), "no address"), refused(minute(60), "no address")});
    const auto found = gaps();
    REQUIRE(found.size() == 3);
    CHECK_THAT(found[0].reason, Contains("50 stanzas could not be taken: too large"));
    CHECK_THAT(found[1].reason, Contains("a stanza from mallory@evil.example"));
    CHECK(found[2].since == found[2].until);
}

TEST_CASE_METHOD(GapFixture, "cuts with hardly anything between them are one gap") {
    watch(0, 10, {});
    write({connection(ConnectionState::online, minute(20))});
    write({connection(ConnectionState::offline, minute(20) + 2s)});
    watch(30, 40, {});
    CHECK(shown() == Lines{"10-30", "40-…"});
}

TEST_CASE_METHOD(GapFixture, "only gaps of the time and account that are asked for are listed") {
    watch(0, 10, {});
    watch(20, 30, {});
    watch(40, 50, {});
    CHECK(shown({.since = minute(12), .until = minute(15)}) == Lines{"10-20"});
    CHECK(shown({.since = minute(32), .until = minute(45)}) == Lines{"30-40"});
    CHECK(shown({.since = minute(22), .until = minute(28)}).empty());
    CHECK(shown({.accounts = {bob}}).empty());
    CHECK(shown({.until = minute(5)}).empty());
}

TEST_CASE_METHOD(GapFixture, "a session inside a longer one does not end what was watched") {
    watch(0, 30);
    watch(10, 20);
    watch(40, 50);
    hold(60, 61, true);
    CHECK(shown() == Lines{"30-40", "50-…"});
}
