// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/session_sink.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

using namespace boswell;
using namespace boswell::xmpp;
using namespace std::chrono_literals;

static const Jid alice = Jid::of("alice@example.org");
static const Jid opaque = Jid::of("opaque@example.org");
static const Time noon = parse_rfc3339("2026-11-22T12:00:00Z").value();

namespace {
struct Fixture : EventSink {
    void take(Event event) override { events.push_back(std::move(event)); }
    std::vector<Event> events;
    SessionSink sink{alice, *this};

    /// The proofs that are reported for a server heard at that time.
    std::vector<Time> proves(Time heard) {
        events.clear();
        sink.heard(heard);
        sink.prove_life();
        std::vector<Time> proofs;
        for (const auto& event : events) proofs.push_back(std::get<ProofOfLife>(event).at);
        return proofs;
    }
};
}  // namespace

TEST_CASE("the first proof of life is reported at once, the next ones every ten seconds") {
    Fixture fixture;
    CHECK(fixture.proves(noon) == std::vector{noon});
    CHECK(fixture.proves(noon + 9'999ms).empty());
    CHECK(fixture.proves(noon + 10s) == std::vector{noon + 10s});
    CHECK(fixture.proves(noon + 19s).empty());
    CHECK(std::get<ProofOfLife>((fixture.proves(noon + 1min), fixture.events.at(0))).account ==
          alice);
}

TEST_CASE("a proof of life is reported behind any other event") {
    Fixture fixture;
    fixture.proves(noon);
    fixture.sink.take(GapFound{.account = alice});
    CHECK(fixture.proves(noon + 1s) == std::vector{noon + 1s});
    CHECK(fixture.proves(noon + 2s).empty());
}

TEST_CASE("a clock that was set back does not keep the proof of life from being reported") {
    Fixture fixture;
    fixture.proves(noon);
    CHECK(fixture.proves(noon - 1h) == std::vector{noon - 1h});
    CHECK(fixture.proves(noon - 1h + 1s).empty());
}

TEST_CASE("events of the JID that the server has given us go under the account's name") {
    Fixture fixture;
    fixture.sink.take(GapFound{.account = opaque});
    fixture.sink.take(VCardFetched{.account = opaque, .contact = opaque});
    fixture.sink.take(VCardFetched{.account = opaque, .contact = Jid::of("bob@example.net")});
    REQUIRE(fixture.events.size() == 3);
    CHECK(std::get<GapFound>(fixture.events[0]).account == alice);
    CHECK(std::get<VCardFetched>(fixture.events[1]).account == alice);
    CHECK(std::get<VCardFetched>(fixture.events[1]).contact == alice);
    CHECK(std::get<VCardFetched>(fixture.events[2]).account == alice);
    CHECK(std::get<VCardFetched>(fixture.events[2]).contact == Jid::of("bob@example.net"));
}

TEST_CASE("after the end of the session nothing is reported any more") {
    Fixture fixture;
    CHECK_FALSE(fixture.sink.is_closed());
    fixture.sink.close();
    CHECK(fixture.sink.is_closed());
    fixture.sink.take(GapFound{.account = alice});
    fixture.sink.heard(noon);
    fixture.sink.prove_life();
    CHECK(fixture.events.empty());
    CHECK(fixture.sink.last_proof() == noon);
}
