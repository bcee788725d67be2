// SPDX-License-Identifier: GPL-3.0-or-later
// Whose messages are meant by an address, a name, or an account.
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "base/error.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using Bodies = std::vector<std::string>;

static Bodies found(const archive::Reader& reader, query::Expression where) {
    Bodies bodies;
    const query::Query query{.where = std::move(where)};
    reader.for_each_message(query, [&](const MessageRecord& record) {
        bodies.push_back(record.body);
        return true;
    });
    std::sort(bodies.begin(), bodies.end());
    return bodies;
}

namespace {
/// Two accounts, each with two contacts.
struct TwoAccounts : ArchiveFixture {
    TwoAccounts() {
        int n = 0;
        for (const auto& account : {alice, carla}) {
            for (const auto& with : {bob, dora}) {
                auto value = message(fmt::format("{} {}", account.localpart(), with.localpart()),
                                     some_day + std::chrono::minutes(++n));
                value.account = account;
                value.with = with;
                value.from = with.with_resource("phone");
                write({value});
            }
        }
    }
    const Jid carla = Jid::of("carla@example.com");
    const Jid dora = Jid::of("dora@example.net");
};
}  // namespace

TEST_CASE_METHOD(TwoAccounts, "a conversation is one account with one address") {
    const archive::Reader reader(path);
    CHECK(found(reader, query::conversation(alice, bob)) == Bodies{"alice bob"});
    CHECK(found(reader, query::conversation(carla, dora)) == Bodies{"carla dora"});
    CHECK(found(reader, query::conversation({}, bob)) == Bodies{"alice bob", "carla bob"});
    CHECK(found(reader, query::conversation(bob, alice)).empty());
    CHECK(found(reader, query::conversation({}, Jid::of("example.net"))).empty());
    using query::Expression;
    Expression other{.kind = Expression::Kind::none};
    other.children = {query::conversation(alice, bob)};
    CHECK(found(reader, other) == Bodies{"alice dora", "carla bob", "carla dora"});
}

TEST_CASE_METHOD(TwoAccounts, "an account is named by its address, its localpart or its domain") {
    const archive::Reader reader(path);
    using Jids = std::vector<Jid>;
    for (const auto* name : {"alice@example.org", "Alice", "example.org", "alice@example.org/x"})
        CHECK(reader.find_accounts(name) == Jids{alice});
    CHECK_THROWS_WITH(reader.find_accounts("bob"),
                      "there is no account 'bob' in this archive; there are: alice@example.org, "
                      "carla@example.com");
    CHECK_THROWS_AS(reader.find_accounts("alice@example.com"), UsageError);
    const ArchiveFixture empty;
    CHECK_THROWS_WITH(archive::Reader(empty.path).find_accounts("bob"), Catch::EndsWith("none"));
}

TEST_CASE_METHOD(ArchiveFixture,
                 "an account that is a domain is named by that, and by nothing less") {
    const auto domain = Jid::of("example.org");
    for (const auto& account : {alice, domain}) {
        auto value = message("to " + account.str());
        value.account = account;
        write({value});
    }
    const archive::Reader reader(path);
    using Jids = std::vector<Jid>;
    CHECK(reader.find_accounts("example.org") == Jids{domain});
    CHECK(reader.find_accounts("alice") == Jids{alice});
    // As in -a "$ACCOUNT" where nobody has set ACCOUNT.
    CHECK_THROWS_AS(reader.find_accounts(""), UsageError);
}

TEST_CASE_METHOD(ArchiveFixture, "a domain means itself and all its users, and no other domain") {
    const auto from = [](const char* jid) {
        auto value = message(jid);
        value.from = value.with = Jid::of(jid);
        return value;
    };
    write({from("example.net"), from("bob@example.net"), from("bob@sub.example.net"),
           from("bob@notexample.net"), from("example.net@other.org")});
    const archive::Reader reader(path);
    const auto with = [&](const char* value) {
        return found(reader, query::field(query::Field::with, value));
    };
    CHECK(with("example.net") == Bodies{"bob@example.net", "example.net", "example.net@other.org"});
    CHECK(with("sub.example.net") == Bodies{"bob@sub.example.net"});
    CHECK(with("bob") == Bodies{"bob@example.net", "bob@notexample.net", "bob@sub.example.net"});
}

TEST_CASE_METHOD(ArchiveFixture, "an old name of a contact still means it") {
    const auto roster = [](Time time, const char* name) {
        RosterUpdate update;
        update.account = alice;
        update.seen_at = time;
        update.items = {roster_item("bob@example.net", name)};
        return update;
    };
    write({roster(some_day, "Bobby"), roster(some_day + std::chrono::hours(1), "Robert")});
    const archive::Reader reader(path);
    for (const auto* name : {"bobby", "ROBERT"})
        CHECK(reader.find_contacts(name) == std::vector<Jid>{bob});
}
