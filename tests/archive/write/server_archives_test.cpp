// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

static ArchiveProgress progress(const std::string& oldest, const std::string& newest, Time time) {
    return {.account = alice,
            .archive = alice,
            .oldest_id = oldest,
            .newest_id = newest,
            .oldest = time,
            .newest = time,
            .at = time};
}

TEST_CASE_METHOD(ArchiveFixture,
                 "the progress through a server's archive is read back as it was stored") {
    auto first = progress("a", "b", at("2026-03-14T15:00:00Z"));
    write({first});
    auto second = progress("a", "c", at("2026-03-14T16:00:00Z"));
    second.complete = second.caught_up = true;
    write({second});
    const auto archives = archive::Reader(path).server_archives(alice);
    REQUIRE(archives.size() == 1);
    CHECK(archives[0].archive == alice);
    CHECK(archives[0].newest_id == "c");
    CHECK(archives[0].complete);
    CHECK(archives[0].caught_up);
    CHECK(archive::Reader(path).server_archives(Jid::of("bob@example.org")).empty());
}

TEST_CASE_METHOD(ArchiveFixture, "how far collections are fetched is read back as it was stored") {
    const auto now = at("2026-03-14T15:00:00Z");
    CHECK_FALSE(archive::Reader(path).collections_fetched(alice));
    write({CollectionsFetched{.account = alice, .since = now, .until = now}});
    write({CollectionsFetched{
        .account = alice, .since = std::nullopt, .until = now + std::chrono::hours(1)}});
    const auto fetched = archive::Reader(path).collections_fetched(alice);
    REQUIRE(fetched);
    CHECK_FALSE(fetched->since);
    CHECK(fetched->until == now + std::chrono::hours(1));
    CHECK_FALSE(fetched->listed_at);
    for (const auto listed_at : {now, now + std::chrono::hours(1)}) {
        write({CollectionsFetched{
            .account = alice, .since = now, .until = now, .listed_at = listed_at}});
        CHECK(archive::Reader(path).collections_fetched(alice)->listed_at == listed_at);
    }
}

TEST_CASE_METHOD(ArchiveFixture, "a stream can be found until it is over") {
    const auto now = at("2026-03-14T15:00:00Z");
    write({StreamState{.account = alice,
                       .jid = Jid::of("alice@example.org/boswell"),
                       .id = "s1",
                       .handled = 4'294'967'295u,
                       .at = now,
                       .announcement = "announce xa"}});
    const auto stream = archive::Reader(path).find_stream(alice);
    REQUIRE(stream);
    CHECK(stream->id == "s1");
    CHECK(stream->handled == 4'294'967'295u);
    CHECK(stream->jid == Jid::of("alice@example.org/boswell"));
    CHECK(stream->announcement == "announce xa");
    write({StreamState{.account = alice, .jid = stream->jid, .id = "s2", .announcement = "none"}});
    CHECK(archive::Reader(path).find_stream(alice)->announcement == "none");
    write({StreamState{.account = alice, .at = now}});
    CHECK_FALSE(archive::Reader(path).find_stream(alice));
}

TEST_CASE_METHOD(ArchiveFixture, "a gap is stored once, however often it is found") {
    const GapFound gap{.account = alice,
                       .archive = alice,
                       .since = at("2026-03-14T15:00:00Z"),
                       .until = at("2026-03-15T15:00:00Z"),
                       .reason = "purged"};
    write({gap, gap});
    CHECK(count("gap") == 1);
}

TEST_CASE_METHOD(ArchiveFixture,
                 "a resumed stream begins a span that continues the one that was cut") {
    ConnectionChanged online{.account = alice,
                             .state = ConnectionState::online,
                             .at = at("2026-03-14T15:00:00Z"),
                             .presence_observed = true};
    ConnectionChanged lost{.account = alice,
                           .state = ConnectionState::offline,
                           .at = at("2026-03-14T15:10:00Z"),
                           .last_proof = at("2026-03-14T15:09:00Z"),
                           .error = "cut"};
    auto resumed = online;
    resumed.at = at("2026-03-14T15:11:00Z");
    resumed.resumed = true;
    write({online, lost, resumed, ProofOfLife{alice, at("2026-03-14T15:12:00Z")}});
    CHECK(rows("SELECT until - since, ended, continues_id FROM observation") ==
          Rows{"540000|cut|-", "60000|-|1"});
}
