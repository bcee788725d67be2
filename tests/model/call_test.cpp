// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/call.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono_literals;

static const Jid alice = Jid::of("alice@example.org");
static const Jid bob = Jid::of("bob@example.net");
static const Time start{1'700'000'000s};

static CallEvent by(const Jid& from, CallAction action, milliseconds later,
                    const std::string& reason = "") {
    return {.action = action,
            .from = from.with_resource("phone"),
            .to = {},
            .at = start + later,
            .reason = reason,
            .message_id = {}};
}

/// A call of Bob's, with what followed.
static CallRecord of_bob(std::vector<CallEvent> events) {
    CallRecord call{.id = "c1", .media = {"audio"}, .events = std::move(events)};
    conclude(call, alice, Direction::in, start);
    return call;
}

TEST_CASE("a call lasts from the answer to the end, if both were seen") {
    const auto call =
        of_bob({by(alice, CallAction::ringing, 1s), by(alice, CallAction::proceed, 5s),
                by(bob, CallAction::finish, 65s, "success"),
                by(alice, CallAction::finish, 66s, "success")});
    CHECK(call.outcome == CallOutcome::answered);
    CHECK(call.duration == 60s);
    CHECK_FALSE(of_bob({by(alice, CallAction::proceed, 5s)}).duration);
    const auto end_alone = of_bob({by(bob, CallAction::finish, 65s, "success")});
    CHECK(end_alone.outcome == CallOutcome::answered);
    CHECK_FALSE(end_alone.duration);
}

TEST_CASE("what came first decides a call") {
    CHECK(of_bob({by(bob, CallAction::retract, 9s)}).outcome == CallOutcome::missed);
    CHECK(of_bob({by(alice, CallAction::reject, 3s, "busy")}).outcome == CallOutcome::declined);
    CHECK(of_bob({by(alice, CallAction::accept, 3s), by(alice, CallAction::reject, 4s)}).outcome ==
          CallOutcome::answered);
    CHECK(of_bob({by(bob, CallAction::retract, 3s), by(alice, CallAction::proceed, 4s)}).outcome ==
          CallOutcome::missed);
    CHECK(of_bob({by(bob, CallAction::finish, 3s, "connectivity-error")}).outcome ==
          CallOutcome::failed);
    CHECK_FALSE(of_bob({by(alice, CallAction::ringing, 1s)}).outcome);
    CHECK_FALSE(of_bob({}).outcome);
    CHECK_FALSE(of_bob({by(alice, CallAction::reject, 1s, "tie-break")}).outcome);
}

TEST_CASE("the caller can neither answer nor decline the call, nor who is called take it back") {
    CHECK_FALSE(of_bob({by(bob, CallAction::proceed, 1s)}).outcome);
    CHECK_FALSE(of_bob({by(bob, CallAction::accept, 1s)}).outcome);
    CHECK_FALSE(of_bob({by(bob, CallAction::reject, 1s)}).outcome);
    CHECK_FALSE(of_bob({by(alice, CallAction::retract, 1s)}).outcome);
}

TEST_CASE("of a call without its proposal the rest tells who called") {
    CallRecord call{.id = "c1",
                    .action = CallAction::proceed,
                    .events = {by(alice, CallAction::finish, 60s, "success")}};
    CHECK(direction_of(call, Direction::in) == Direction::out);
    conclude(call, alice, Direction::in, start);
    CHECK(call.outcome == CallOutcome::answered);
    CHECK(call.duration == 60s);
    call = {.id = "c2", .action = CallAction::finish};
    CHECK_FALSE(direction_of(call, Direction::in));
    conclude(call, alice, Direction::in, start);
    CHECK_FALSE(call.outcome);
}
