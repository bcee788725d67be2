// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/snapshot.hpp"

#include "stanza/parse.hpp"

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

TEST_CASE("resources without end are not remembered, and those beyond the limit claim nothing") {
    Snapshot snapshot;
    snapshot.begin(login);
    const auto nth = [](std::size_t n) { return "b@c/" + std::to_string(n); };
    for (std::size_t n = 0; n < Snapshot::max_resources; ++n)
        REQUIRE(snapshot.cause_of(presence(nth(n).c_str(), 1s)) == Cause::snapshot);
    CHECK(snapshot.cause_of(presence("b@c/another", 1s)) == Cause::change);
    CHECK(snapshot.cause_of(presence("b@c/another", 1s, Cause::delayed)) == Cause::delayed);
    CHECK(snapshot.cause_of(presence("b@c/0", 1s)) == Cause::change);
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

namespace {
/// A stream that was cut a minute before `login` and is resumed then.
struct Resumed {
    Resumed() { snapshot.begin_resumption({login - 60s, login}); }
    /// The cause of a presence that comes a moment later, with a stamp of the server.
    Cause cause(std::optional<Time> stamp, Cause seen = Cause::delayed) {
        return snapshot.cause_of(presence("b@c/x", 100ms, seen), stamp);
    }
    Snapshot snapshot;
};
}  // namespace

TEST_CASE("what the server kept for a resumed stream is the state now, not a change of now") {
    Resumed resumed;
    CHECK(resumed.cause(login - 30s) == Cause::snapshot);
    CHECK(resumed.cause(login - 10s) == Cause::snapshot);  // the same resource once more
    CHECK(resumed.cause(login - 62s) == Cause::snapshot);  // the server's clock, in whole seconds
}

TEST_CASE("a presence that was stamped before the cut or after the resumption claims nothing") {
    Resumed resumed;
    CHECK(resumed.cause(login - 66s) == Cause::delayed);
    CHECK(resumed.cause(login - 24h * 365) == Cause::delayed);
    CHECK(resumed.cause(login + 6s) == Cause::delayed);
    CHECK(resumed.cause(login + 1h) == Cause::delayed);
}

TEST_CASE("a presence that somebody else has delayed claims nothing, also after a resumption") {
    CHECK(Resumed().cause(std::nullopt) == Cause::delayed);
}

TEST_CASE("a presence without a delay is a change, also after a resumption") {
    CHECK(Resumed().cause(std::nullopt, Cause::change) == Cause::change);
}

TEST_CASE("once the server has sent all that it had kept, a delay claims nothing any more") {
    Resumed resumed;
    resumed.snapshot.end_resumption();
    CHECK(resumed.cause(login - 30s) == Cause::delayed);
}

TEST_CASE("rooms and subscriptions are not the state of a contact after a resumption either") {
    Resumed resumed;
    CHECK(resumed.cause(login - 30s, Cause::room) == Cause::room);
    auto request = presence("b@c/x", 1s, Cause::delayed);
    request.type = PresenceType::subscribe;
    CHECK(resumed.snapshot.cause_of(request, login - 30s) == Cause::delayed);
}

TEST_CASE("a clock that jumps after login moves the ten seconds of the snapshot along") {
    Snapshot snapshot;
    snapshot.begin(login);
    snapshot.shift(1h);
    CHECK(snapshot.cause_of(presence("b@c/x", 1h + 5s)) == Cause::snapshot);
    CHECK(snapshot.cause_of(presence("b@c/y", 1h + 10s)) == Cause::change);
}

TEST_CASE("only the account itself and its domain are its server") {
    const auto account = Jid::of("alice@example.org");
    const auto stamp_of = [&](const std::string& by) {
        const auto xml = "<presence xmlns='jabber:client'><delay xmlns='urn:xmpp:delay'" + by +
                         " stamp='2026-11-28T12:00:00Z'/></presence>";
        return server_stamp(stanza::parse(xml)->root(), account);
    };
    CHECK(stamp_of(" from='alice@example.org'") == parse_rfc3339("2026-11-28T12:00:00Z"));
    CHECK(stamp_of(" from='example.org'"));
    CHECK_FALSE(stamp_of(" from='alice@example.org/phone'"));
    CHECK_FALSE(stamp_of(" from='bob@example.org'"));
    CHECK_FALSE(stamp_of(" from='example.net'"));
    CHECK_FALSE(stamp_of(""));
}
