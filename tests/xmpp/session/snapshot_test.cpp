// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/snapshot.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::xmpp;
using namespace std::chrono_literals;

static const Time login{1'000'000h};

static Presence presence(const char* from, milliseconds after, Cause cause = Cause::change) {
    Presence seen;
    seen.from = Jid::of(from);
    seen.seen_at = login + after;
    seen.cause = cause;
    return seen;
}

TEST_CASE("a resource's first presence soon after login is the state then, the second a change") {
    Snapshot snapshot;
    snapshot.begin(login);
    CHECK(snapshot.cause_of(presence("b@c/x", 1s)) == Cause::snapshot);
    CHECK(snapshot.cause_of(presence("b@c/y", 2s)) == Cause::snapshot);
    CHECK(snapshot.cause_of(presence("b@c/x", 3s)) == Cause::change);
}

TEST_CASE("a stamped presence of a resource not heard of belongs to the snapshot, however late") {
    Snapshot snapshot;
    snapshot.begin(login);
    CHECK(snapshot.cause_of(presence("b@c/x", 1h, Cause::delayed)) == Cause::snapshot);
    CHECK(snapshot.cause_of(presence("b@c/x", 2h, Cause::delayed)) == Cause::delayed);
}

TEST_CASE("a resource's first presence long after login is an arrival") {
    Snapshot snapshot;
    snapshot.begin(login);
    CHECK(snapshot.cause_of(presence("b@c/x", 10s)) == Cause::change);
}

TEST_CASE("without a presence of ours, for subscriptions and in rooms there is no snapshot") {
    Snapshot snapshot;
    CHECK(snapshot.cause_of(presence("b@c/x", 1s)) == Cause::change);
    snapshot.begin(login);
    auto request = presence("b@c/x", 1s);
    request.type = PresenceType::subscribe;
    CHECK(snapshot.cause_of(request) == Cause::change);
    CHECK(snapshot.cause_of(presence("r@c/x", 1s, Cause::room)) == Cause::room);
}

TEST_CASE("the snapshot ends ten seconds after our presence") {
    Snapshot snapshot;
    snapshot.begin(login);
    CHECK(snapshot.cause_of(presence("b@c/x", 9'999ms)) == Cause::snapshot);
    CHECK(snapshot.cause_of(presence("b@c/y", 10s)) == Cause::change);
}
