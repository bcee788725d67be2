// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "model/sign_of_life.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static Time minute(int count) { return some_day + count * 1min; }

static std::vector<ObservationRecord> observed(const ArchiveFixture& archive,
                                               const archive::Selection& selection = {},
                                               std::size_t most = 100) {
    std::vector<ObservationRecord> records;
    archive::Reader(archive.path)
        .for_each_observation(selection, [&](const ObservationRecord& record) {
            records.push_back(record);
            return records.size() < most;
        });
    return records;
}

static ConnectionChanged online(int since, const Jid& account = alice) {
    auto change = connection(ConnectionState::online, minute(since));
    change.account = account;
    return change;
}

static ConnectionChanged offline(int until, std::string_view why = "") {
    auto change = connection(ConnectionState::offline, minute(until));
    change.error = why;
    return change;
}

TEST_CASE("a span of observation tells how it ended") {
    ArchiveFixture archive;
    archive.write({online(0), offline(10), online(20), offline(30, "reset by peer"), online(40)});
    auto jumped = online(600);
    jumped.resumed = true;
    jumped.last_proof = minute(50);
    jumped.error = clock_was_set;
    archive.write({jumped});
    const auto records = observed(archive);
    REQUIRE(records.size() == 4);
    CHECK(records[0].account == alice);
    CHECK(records[0].period == Period{minute(0), minute(10)});
    CHECK(records[0].ended == SpanEnd::closed);
    CHECK(records[0].reason.empty());
    CHECK(records[0].presence);
    CHECK_FALSE(records[0].continues);
    CHECK(records[1].ended == SpanEnd::lost);
    CHECK(records[1].reason == "reset by peer");
    CHECK(records[2].period == Period{minute(40), minute(50)});
    CHECK(records[2].ended == SpanEnd::clock);
    CHECK(records[2].reason.empty());
    CHECK(records[3].continues);
    CHECK_FALSE(records[3].ended);
}

TEST_CASE("a span lasts while its agent runs; that of an agent that is gone was killed") {
    ArchiveFixture archive;
    archive.write({online(0)});
    CHECK_FALSE(observed(archive).at(0).ended);
    archive.writer.reset();
    CHECK(observed(archive).at(0).ended == SpanEnd::killed);
}

TEST_CASE("a session without contacts' presence is a span without presence") {
    ArchiveFixture archive;
    auto silent = online(0);
    silent.presence_observed = false;
    archive.write({silent});
    CHECK_FALSE(observed(archive).at(0).presence);
}

TEST_CASE("spans are those of the accounts and of the time that are asked for") {
    ArchiveFixture archive;
    archive.write({online(0), offline(10), online(20), offline(30), online(5, bob)});
    const auto of = [&](const archive::Selection& selection) {
        std::vector<std::string> lines;
        for (const auto& record : observed(archive, selection))
            lines.push_back(fmt::format("{} {}", record.account.localpart(),
                                        (record.period.since - some_day) / 1min));
        return lines;
    };
    using Lines = std::vector<std::string>;
    CHECK(of({}) == Lines{"alice 0", "alice 20", "bob 5"});
    CHECK(of({.accounts = {bob}}) == Lines{"bob 5"});
    CHECK(of({.accounts = {alice}, .since = minute(10)}) == Lines{"alice 0", "alice 20"});
    CHECK(of({.accounts = {alice}, .since = minute(11)}) == Lines{"alice 20"});
    CHECK(of({.accounts = {alice}, .until = minute(20)}) == Lines{"alice 0"});
    CHECK(of({.accounts = {alice}, .until = minute(21)}) == Lines{"alice 0", "alice 20"});
    CHECK(observed(archive, {}, 1).size() == 1);
}
