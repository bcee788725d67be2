// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/accounts.hpp"

#include "archive/fixture.hpp"
#include "model/sign_of_life.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;
using std::chrono::minutes;

static const Time start = some_day;

/// Minutes after start, so that expectations can be read.
static constexpr auto observations =
    "SELECT (since - 1773500966535) / 60000, (until - 1773500966535) / 60000, presence, ended "
    "FROM observation ORDER BY id";

static ConnectionChanged lost(Time at, Time last_proof, std::string_view error) {
    auto change = connection(ConnectionState::offline, at);
    change.last_proof = last_proof;
    change.error = error;
    return change;
}

TEST_CASE_METHOD(ArchiveFixture, "an observation ends at the last proof of life, not at the loss") {
    write({connection(ConnectionState::online, start),
           lost(start + minutes(9), start + minutes(4), "connection lost")});
    CHECK(rows(observations) == Rows{"0|4|1|connection lost"});
    CHECK(rows("SELECT state, last_error, observation_id FROM account") ==
          Rows{"offline|connection lost|-"});
}

TEST_CASE_METHOD(ArchiveFixture, "an end without a reason is a stop") {
    write({connection(ConnectionState::online, start)});
    write({lost(start + minutes(1), start + minutes(1), "")});
    CHECK(rows(observations) == Rows{"0|1|1|stopped"});
}

TEST_CASE_METHOD(ArchiveFixture, "a proof of life moves the end of the open observation only") {
    write({connection(ConnectionState::online, start)});
    write({ProofOfLife{alice, start + minutes(2)}, ProofOfLife{alice, start + minutes(3)}});
    CHECK(rows(observations) == Rows{"0|3|1|-"});
    write(
        {lost(start + minutes(5), start + minutes(4), ""), ProofOfLife{alice, start + minutes(9)}});
    CHECK(rows(observations) == Rows{"0|4|1|stopped"});
    CHECK(rows(fmt::format("SELECT last_proof - {} FROM account", to_milliseconds(start))) ==
          Rows{"540000"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "after the clock was set back nothing is proved of the time to come") {
    write({connection(ConnectionState::online, start)});
    write({ProofOfLife{alice, start + minutes(600)}, ProofOfLife{alice, start + minutes(2)}});
    CHECK(rows(observations) == Rows{"0|2|1|-"});
    CHECK(rows(fmt::format("SELECT last_proof - {} FROM account", to_milliseconds(start))) ==
          Rows{"120000"});
    write({ProofOfLife{alice, start - minutes(5)}});
    CHECK(rows(observations) == Rows{"0|0|1|-"});
    write({lost(start + minutes(4), Time{}, "connection lost")});  // nothing heard: nothing known
    CHECK(rows(observations) == Rows{"0|0|1|connection lost"});
}

TEST_CASE_METHOD(ArchiveFixture, "a session without contacts' presence says so") {
    auto online = connection(ConnectionState::online, start);
    online.presence_observed = false;
    write({online});
    CHECK(rows(observations) == Rows{"0|0|0|-"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "the observation of a killed agent ends at its last written proof") {
    write({connection(ConnectionState::online, start), ProofOfLife{alice, start + minutes(2)}});
    restart();  // nothing said that it ended
    CHECK(rows("SELECT state FROM account") == Rows{"offline"});
    write({ProofOfLife{alice, start + minutes(50)}});
    write({connection(ConnectionState::online, start + minutes(60))});
    CHECK(rows(observations) == Rows{"0|2|1|-", "60|60|1|-"});
    write({ProofOfLife{alice, start + minutes(61)}});
    CHECK(rows(observations) == Rows{"0|2|1|-", "60|61|1|-"});
}

TEST_CASE_METHOD(ArchiveFixture, "online while online begins anew and leaves the old one") {
    write({connection(ConnectionState::online, start),
           connection(ConnectionState::online, start + minutes(7))});
    CHECK(rows(observations) == Rows{"0|0|1|-", "7|7|1|-"});
}

TEST_CASE_METHOD(ArchiveFixture, "the time in which a resumed stream was cut is not watched") {
    auto resumed = connection(ConnectionState::online, start + minutes(9));
    resumed.resumed = true;
    write({connection(ConnectionState::online, start),
           lost(start + minutes(5), start + minutes(4), "connection lost"), resumed});
    CHECK(rows(observations) == Rows{"0|4|1|connection lost", "9|9|1|-"});
    write({ProofOfLife{alice, start + minutes(10)}});
    CHECK(rows(observations) == Rows{"0|4|1|connection lost", "9|10|1|-"});
    CHECK(rows("SELECT continues_id FROM observation") == Rows{"-", "1"});
}

TEST_CASE_METHOD(ArchiveFixture, "a new process goes on with the span of a killed one") {
    write({connection(ConnectionState::online, start), ProofOfLife{alice, start + minutes(2)}});
    restart();
    auto resumed = connection(ConnectionState::online, start + minutes(5));
    resumed.resumed = true;
    write({resumed});
    CHECK(rows(observations) == Rows{"0|2|1|-", "5|5|1|-"});
    CHECK(rows("SELECT continues_id FROM observation") == Rows{"-", "1"});
}

static ConnectionChanged interrupted(Time last_proof, Time at) {
    auto change = connection(ConnectionState::online, at);
    change.resumed = true;
    change.last_proof = last_proof;
    change.error = clock_was_set;
    return change;
}

TEST_CASE_METHOD(ArchiveFixture, "a clock that is set ends the span at its last proof") {
    write({connection(ConnectionState::online, start),
           interrupted(start + minutes(3), start + minutes(603))});
    write({ProofOfLife{alice, start + minutes(604)}});
    CHECK(rows(observations) == Rows{"0|3|1|the clock was set", "603|604|1|-"});
    CHECK(rows("SELECT continues_id, heard_until FROM observation") == Rows{"-|-", "1|-"});
    CHECK(rows("SELECT state, last_error FROM account") == Rows{"online|-"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "what a clock that was ahead has counted belongs to the span behind it") {
    write({connection(ConnectionState::online, start),
           interrupted(start + minutes(90), start + minutes(30))});
    CHECK(rows(observations) == Rows{"0|30|1|the clock was set", "30|30|1|-"});
    CHECK(rows(fmt::format("SELECT (heard_until - {}) / 60000 FROM observation",
                           to_milliseconds(start))) == Rows{"90", "-"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "an observation never ends before it began, even if the clock was set back") {
    auto resumed = connection(ConnectionState::online, start - minutes(9));
    resumed.resumed = true;
    write({connection(ConnectionState::online, start), lost(start, start, "gone"), resumed});
    CHECK(rows(observations) == Rows{"0|0|1|gone", "-9|-9|1|-"});
    write({lost(start - minutes(7), start - minutes(10), "gone")});
    CHECK(rows(observations) == Rows{"0|0|1|gone", "-9|-9|1|gone"});
}

TEST_CASE_METHOD(ArchiveFixture, "what the session is like is kept with the account") {
    auto online = connection(ConnectionState::online, start);
    online.tls = "TLSv1.3";
    online.sasl = "SCRAM-SHA-256-PLUS";
    online.features = {"urn:xmpp:carbons:2", "urn:xmpp:mam:2"};
    write({online});
    CHECK(rows("SELECT state, tls, sasl, features FROM account") ==
          Rows{"online|TLSv1.3|SCRAM-SHA-256-PLUS|urn:xmpp:carbons:2\nurn:xmpp:mam:2"});
    write({lost(start, start, "gone")});
    CHECK(rows("SELECT state, tls FROM account") == Rows{"offline|TLSv1.3"});
}

TEST_CASE_METHOD(ArchiveFixture, "an attempt in which nothing was heard keeps the last proof") {
    write({ProofOfLife{alice, start}});
    auto failed = connection(ConnectionState::failed, start + minutes(1));
    failed.last_proof = {};
    failed.error = "wrong password";
    write({failed});
    CHECK(rows(fmt::format("SELECT state, last_error, last_proof = {} FROM account",
                           to_milliseconds(start))) == Rows{"failed|wrong password|1"});
}

TEST_CASE_METHOD(ArchiveFixture, "accounts have observations of their own") {
    auto other = connection(ConnectionState::online, start + minutes(1));
    other.account = Jid::of("carol@example.org");
    write({connection(ConnectionState::online, start), other});
    write({lost(start + minutes(2), start + minutes(2), "")});
    CHECK(rows("SELECT jid, state, observation_id IS NULL FROM account ORDER BY id") ==
          Rows{"alice@example.org|offline|1", "carol@example.org|online|0"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "an account tried once by mistake is gone when the agent starts the next time") {
    auto mistyped = connection(ConnectionState::failed, start);
    mistyped.account = Jid::of("alcie@example.org");
    mistyped.error = "login refused";
    write({connection(ConnectionState::connecting, start),
           connection(ConnectionState::online, start), mistyped});
    CHECK(count("account") == 2);
    restart();
    CHECK(rows("SELECT jid FROM account") == Rows{"alice@example.org"});
    write({mistyped});  // still configured
    CHECK(rows("SELECT state FROM account WHERE jid = 'alcie@example.org'") == Rows{"failed"});
}

TEST_CASE_METHOD(ArchiveFixture,
                 "an account that never was online stays as long as anything is archived of it") {
    const auto other = [](std::string_view jid, auto event) {
        event.account = Jid::of(jid);
        return event;
    };
    Quarantined refused{.account = Jid::of("c@example.org"),
                        .seen_at = start,
                        .reason = "?",
                        .size = 1,
                        .head = "x"};
    write(
        {other("a@example.org", message("imported")), other("b@example.org", presence()), refused});
    restart();
    CHECK(rows("SELECT jid FROM account ORDER BY jid") ==
          Rows{"a@example.org", "b@example.org", "c@example.org"});
}
