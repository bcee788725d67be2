// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/login_refusals.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

namespace {
struct RefusalFixture : ArchiveFixture {
    void is_refused(Time at, const Jid& account = alice) { write({LoginRefused{account, at}}); }
    std::vector<Time> since(Time time, const Jid& account = alice) const {
        return archive::Reader(path).login_refusals_since(account, time);
    }
};
}  // namespace

TEST_CASE_METHOD(RefusalFixture, "refusals are kept for a day, in order, each account its own") {
    const auto other = Jid::of("carol@example.org");
    is_refused(some_day);
    is_refused(some_day + 2h);
    is_refused(some_day + 2h);
    is_refused(some_day + 1h, other);
    CHECK(since(some_day) == std::vector{some_day, some_day + 2h});
    CHECK(since(some_day + 1ms) == std::vector{some_day + 2h});
    is_refused(some_day + 24h);
    CHECK(since(some_day) == std::vector{some_day + 2h, some_day + 24h});
    CHECK(since(some_day, other) == std::vector{some_day + 1h});
    CHECK(since(some_day, bob).empty());
}

TEST_CASE_METHOD(RefusalFixture,
                 "refusals are forgotten once the account is online, and not before") {
    is_refused(some_day);
    write({connection(ConnectionState::connecting), connection(ConnectionState::failed)});
    CHECK(since(some_day).size() == 1);
    write({connection(ConnectionState::online)});
    CHECK(since(some_day).empty());
}
