// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/observations.hpp"

#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"
#include "model/sign_of_life.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::Import;
using std::chrono::minutes;
using Rows = std::vector<std::string>;

static ObservationRecord span(int since, int until, SpanEnd ended, bool continues = false) {
    return {.account = alice,
            .period = {some_day + minutes(since), some_day + minutes(until)},
            .presence = true,
            .ended = ended,
            .reason = ended == SpanEnd::lost ? "the connection broke" : "",
            .continues = continues};
}

namespace {
struct ObservationFixture : ArchiveFixture {
    archive::ImportCounts add(const std::vector<Record>& records) const {
        Import import(path, Import::Mode::write);
        import.add(records);
        return import.counts();
    }
    /// "0-10 lost" and the like, with "+" where it continues, as an export would have them.
    Rows exported() const {
        Rows lines;
        archive::Reader(path).for_each_observation({}, [&](const ObservationRecord& record) {
            const auto minute = [](Time time) { return (time - some_day) / minutes(1); };
            lines.push_back(fmt::format("{}{}-{} {}{}", record.continues ? "+" : "",
                                        minute(record.period.since), minute(record.period.until),
                                        record.ended ? to_string(*record.ended) : "lasts",
                                        record.reason.empty() ? "" : ": " + record.reason));
            return true;
        });
        return lines;
    }
};
}  // namespace

TEST_CASE_METHOD(ObservationFixture, "spans come back with how they ended and what they continue") {
    const std::vector<Record> records{
        span(0, 10, SpanEnd::lost), span(12, 20, SpanEnd::clock, true),
        span(600, 610, SpanEnd::killed, true), span(700, 710, SpanEnd::closed)};
    CHECK(add(records).observations == 4);
    const Rows all{"0-10 lost: the connection broke", "+12-20 clock", "+600-610 killed",
                   "700-710 closed"};
    CHECK(exported() == all);
    CHECK(add(records).known == 4);
    CHECK(exported() == all);
}

TEST_CASE_METHOD(ObservationFixture, "a file goes on with no span of another file") {
    Import import(path, Import::Mode::write);
    import.add(std::vector<Record>{span(0, 10, SpanEnd::lost)});
    import.begin_file();
    import.add(std::vector<Record>{span(12, 20, SpanEnd::killed, true)});
    CHECK(exported() == Rows{"0-10 lost: the connection broke", "12-20 killed"});
}

TEST_CASE_METHOD(ObservationFixture, "a later export of a span that lasted knows more of it") {
    auto open = span(0, 10, SpanEnd::killed);
    open.ended.reset();
    add({open});
    CHECK(exported() == Rows{"0-10 killed"});
    CHECK(add({span(0, 30, SpanEnd::closed)}).completed == 1);
    CHECK(exported() == Rows{"0-30 closed"});
    CHECK(add({open}).known == 1);
    CHECK(exported() == Rows{"0-30 closed"});
}

TEST_CASE_METHOD(ObservationFixture,
                 "an import changes no span of this agent, and is none of its") {
    write({connection(ConnectionState::online), ProofOfLife{alice, some_day + minutes(5)}});
    CHECK(add({span(0, 30, SpanEnd::closed), span(40, 50, SpanEnd::lost)}).observations == 1);
    CHECK(exported() == Rows{"0-5 lasts", "40-50 lost: the connection broke"});
    auto resumed = connection(ConnectionState::online, some_day + minutes(60));
    resumed.resumed = true;
    write({connection(ConnectionState::offline, some_day + minutes(6)), resumed});
    CHECK(rows("SELECT continues_id FROM observation ORDER BY id") == Rows{"-", "-", "1"});
    CHECK(archive::Reader(path).watched_until(alice) == some_day + minutes(60));
}

TEST_CASE_METHOD(ObservationFixture, "what another agent has watched is no gap of this archive") {
    add({span(0, 10, SpanEnd::lost), span(40, 50, SpanEnd::lost)});
    CHECK(archive::Reader(path).gaps({}, now()).empty());
}

TEST_CASE_METHOD(ObservationFixture, "only the spans are told that a time and an account touch") {
    add({span(0, 10, SpanEnd::closed), span(20, 30, SpanEnd::closed)});
    const auto count = [&](const archive::Selection& selection) {
        int found = 0;
        archive::Reader(path).for_each_observation(selection, [&](const auto&) {
            ++found;
            return true;
        });
        return found;
    };
    CHECK(count({.since = some_day + minutes(15)}) == 1);
    CHECK(count({.until = some_day + minutes(20)}) == 1);
    CHECK(count({.since = some_day + minutes(11), .until = some_day + minutes(19)}) == 0);
    CHECK(count({.accounts = {bob}}) == 0);
}
