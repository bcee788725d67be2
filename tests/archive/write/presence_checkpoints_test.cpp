// SPDX-License-Identifier: GPL-3.0-or-later
// What is read with the help of table presence_state is what is read without it.
#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"
#include "model/sign_of_life.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <random>

using namespace boswell;
using namespace boswell::test;

static Time after(int seconds) { return some_day + std::chrono::seconds(seconds); }

static const auto carol = Jid::of("carol@example.net");
static const auto tea = Jid::of("tea@conference.example.org");

namespace {

/// What two accounts may live through with two contacts, as an agent tells it to its archive.
class Life {
public:
    explicit Life(unsigned seed) : random_(seed) {}

    void go_on(ArchiveFixture& archive);
    Time any_time() { return after(pick(now_ + latest_ + 20) - 10); }
    int pick(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }

private:
    struct Account {
        Jid jid;
        bool is_online = false;
    };

    Event connect(Account& account);
    Event roster_of(const Account& account);
    Presence any_presence(const Account& account);
    Event next(Account& account);
    void set_clock(std::vector<Event>& events);
    void import_into_the_past(const ArchiveFixture& archive);

    std::mt19937 random_;
    Account accounts_[2] = {{alice}, {Jid::of("alice@example.com")}};
    int now_ = 0;
    int latest_ = 0;  // before the clock was set back
};

Event Life::connect(Account& account) {
    auto change = connection(ConnectionState::online, after(now_));
    change.account = account.jid;
    change.resumed = pick(3) > 0;
    change.last_proof = after(now_ - pick(3));
    change.presence_observed = pick(12) > 0;
    account.is_online = true;
    return change;
}

Event Life::roster_of(const Account& account) {
    RosterUpdate update{
        .account = account.jid, .seen_at = after(now_), .complete = true, .items = {}};
    for (const auto& contact : {bob, carol}) {
        RosterItem item;
        item.jid = contact;
        item.subscription = pick(8) == 0 ? Subscription::from : Subscription::both;
        update.items.push_back(item);
    }
    return update;
}

Presence Life::any_presence(const Account& account) {
    static const std::vector<std::string> resources = {"", "/phone", "/desk", "/tablet"};
    const auto& contact = pick(5) == 0 ? carol : bob;
    auto value = presence(contact.str() + resources[std::size_t(pick(4))], after(now_));
    value.account = account.jid;
    if (pick(3) == 0) value.type = PresenceType::unavailable;
    if (pick(30) == 0) value.type = PresenceType::subscribe;
    if (pick(6) == 0) value.cause = Cause::snapshot;
    if (pick(20) == 0) value.cause = Cause::delayed;
    if (pick(20) == 0) {
        value.from = tea.with_resource("bob");
        value.cause = Cause::room;
    }
    if (pick(3) == 0) value.show = Show::away;
    if (pick(9) == 0) value.status = "at lunch";
    value.priority = pick(3);
    return value;
}

Event Life::next(Account& account) {
    if (!account.is_online) return connect(account);
    if (pick(40) == 0) return roster_of(account);
    if (pick(50) == 0) return ProofOfLife{account.jid, after(now_)};
    if (pick(60) > 0) return any_presence(account);
    auto change = connection(ConnectionState::offline, after(now_));
    change.account = account.jid;
    account.is_online = false;
    return change;
}

/// Back or ahead: the agent begins new spans.
void Life::set_clock(std::vector<Event>& events) {
    const auto before = now_;
    latest_ = std::max(latest_, now_);
    now_ = std::max(0, now_ + pick(120) - 60);
    for (const auto& account : accounts_) {
        if (!account.is_online) continue;
        auto change = connection(ConnectionState::online, after(now_));
        change.account = account.jid;
        change.last_proof = after(before);
        change.resumed = true;
        change.error = clock_was_set;
        events.emplace_back(change);
    }
}

void Life::import_into_the_past(const ArchiveFixture& archive) {
    const auto value = any_presence(accounts_[pick(2)]);
    PresenceRecord record;
    record.account = value.account;
    record.contact = value.from.bare();
    record.resource = value.from.resourcepart();
    record.type = value.type;
    record.cause = value.cause;
    record.show = value.show;
    record.seen_at = record.stamp = any_time();
    archive::Import(archive.path, archive::Import::Mode::write).add(std::vector<Record>{record});
}

void Life::go_on(ArchiveFixture& archive) {
    std::vector<Event> events;
    const auto count = 20 + pick(120);
    for (int i = 0; i < count; ++i) {
        auto& account = accounts_[pick(6) == 0 ? 1 : 0];
        const bool was_online = account.is_online;
        events.push_back(next(account));
        if (!was_online && pick(3) > 0) events.push_back(roster_of(account));
        now_ += pick(3) / 2;
        if (pick(100) == 0) set_clock(events);
    }
    archive.write(events);
    if (pick(4) == 0) import_into_the_past(archive);
    if (pick(6) > 0) return;
    archive.restart();  // killed: nothing said that the spans have ended
    for (auto& account : accounts_) account.is_online = false;
}

/// All that a reader says of presence around a time.
struct Answers {
    std::vector<PresenceInterval> intervals;
    std::vector<PresenceInterval> of_resources;
    std::vector<std::string> states;
    friend bool operator==(const Answers&, const Answers&) = default;
};

}  // namespace

static Answers answers(const std::filesystem::path& path, const Period& period) {
    const archive::Reader reader(path);
    Answers answers;
    const auto into = [](auto& list) {
        return [&list](const PresenceInterval& interval) {
            list.push_back(interval);
            return true;
        };
    };
    const auto now = after(1'000'000);
    reader.for_each_interval({}, period, now, into(answers.intervals));
    reader.for_each_resource_interval({}, period, now, into(answers.of_resources));
    for (const auto& state : reader.presence_at({}, period.since, now))
        answers.states.push_back(fmt::format("{} {} {} {} {}", state.contact.str(),
                                             to_string(state.state), state.resource, state.status,
                                             state.since ? to_milliseconds(*state.since) : 0));
    return answers;
}

static void copy_archive(const std::filesystem::path& from, const std::filesystem::path& to) {
    sqlite::Database(from, sqlite::Access::read_only).copy_to(to);
}

static void change(const std::filesystem::path& path, const std::string& sql) {
    sqlite::Database(path, sqlite::Access::read_write).execute(sql);
}

TEST_CASE("states that are remembered give the same answers as all that came before") {
    std::int64_t remembered = 0;
    CHECK(rc::check([&] {
        Life life(*rc::gen::arbitrary<unsigned>());
        ArchiveFixture archive;
        for (int i = 0; i < 6; ++i) life.go_on(archive);
        remembered += archive.count("presence_state");
        const auto plain = archive.folder / "plain.db";
        copy_archive(archive.path, plain);
        change(plain, "DELETE FROM presence_state");
        // To open an archive takes longer than all the rest.
        auto upgraded = plain;
        if (life.pick(4) == 0) {
            upgraded = archive.folder / "upgraded.db";
            copy_archive(plain, upgraded);
            change(upgraded, "INSERT INTO property VALUES ('presence-states', x'00')");
            { const archive::Writer writer(upgraded); }
        }
        RC_ASSERT(archive::Reader(life.pick(2) == 0 ? upgraded : archive.path).verify().empty());
        for (int i = 0; i < 3; ++i) {
            const auto since = life.any_time() + milliseconds(life.pick(3) - 1);
            const Period period{since, since + std::chrono::seconds(1 + life.pick(90))};
            const auto expected = answers(plain, period);
            RC_ASSERT(answers(archive.path, period) == expected);
            RC_ASSERT(answers(upgraded, period) == expected);
        }
    }));
    CHECK(remembered > 100);
}

namespace {

/// Bob comes and goes, once a minute.
struct BusyFixture : ArchiveFixture {
    static constexpr int presences = 100;

    BusyFixture() {
        RosterItem item;
        item.jid = bob;
        item.subscription = Subscription::both;
        std::vector<Event> events = {
            connection(ConnectionState::online, after(0)),
            RosterUpdate{.account = alice, .seen_at = after(0), .complete = true, .items = {item}}};
        for (int i = 1; i <= presences; ++i) events.emplace_back(seen(60 * i));
        write(events);
    }
    static Presence seen(int seconds) {
        auto value = presence(seconds % 120 == 0 ? "bob@example.net/phone" : "bob@example.net/desk",
                              after(seconds));
        if (seconds % 180 == 0) value.type = PresenceType::unavailable;
        return value;
    }
    /// How many presences came before each of those whose state is remembered.
    std::vector<std::string> places() const {
        return rows(
            "SELECT (SELECT count(*) FROM presence WHERE presence.seen_at < presence_state.seen_at)"
            " FROM presence_state ORDER BY seen_at");
    }
    std::string faults() const {
        std::string text;
        for (const auto& line : archive::Reader(path).verify()) text += line + "\n";
        return text;
    }
};

}  // namespace

using Rows = std::vector<std::string>;

TEST_CASE_METHOD(BusyFixture,
                 "the state at every 32nd presence is remembered, after a restart too") {
    CHECK(places() == Rows{"31", "63", "95"});
    writer.reset();
    writer.emplace(path);
    auto resumed = connection(ConnectionState::online, after(60 * presences + 1));
    resumed.resumed = true;
    std::vector<Event> events = {resumed};
    for (int i = 1; i < 28; ++i) events.emplace_back(seen(60 * (presences + i)));
    write(events);
    CHECK(places() == Rows{"31", "63", "95"});
    write({seen(60 * (presences + 28))});
    CHECK(places() == Rows{"31", "63", "95", "127"});
}

TEST_CASE_METHOD(BusyFixture, "a presence of earlier makes the states behind it void") {
    PresenceRecord record;
    record.account = alice;
    record.contact = bob;
    record.seen_at = record.stamp = after(60 * 50 + 1);
    archive::Import(path, archive::Import::Mode::write).add(std::vector<Record>{record});
    CHECK(places() == Rows{"31"});
    CHECK(faults().empty());
    // It may count in any span of its time.
    for (int i = 1; i < 70; ++i) write({seen(60 * (presences + i))});
    CHECK(places() == Rows{"31"});
}

TEST_CASE_METHOD(BusyFixture, "where the clock was set back, the states are found anew") {
    write({seen(60 * 50 + 1)});
    CHECK(places() == Rows{"31", "63", "95"});
    CHECK(faults().empty());
}

TEST_CASE_METHOD(BusyFixture, "a state that the presences do not show is found") {
    writer.reset();
    CHECK(faults().empty());
    const auto other = rows("SELECT min(seen_at) FROM presence").front();
    for (const auto& sql :
         {"UPDATE presence_state SET held = '[[" + other + ",0]]'",
          std::string("UPDATE presence_state SET held = iif(held IS NULL, '[]', NULL)"),
          std::string("UPDATE presence_content SET type = 'unavailable'")}) {
        CAPTURE(sql);
        const auto damaged = folder / "damaged.db";
        std::filesystem::remove(damaged);
        copy_archive(path, damaged);
        change(damaged, sql);
        const auto found = archive::Reader(damaged).verify();
        REQUIRE(found.size() == 1);
        CHECK_THAT(found.front(), Catch::Contains("presences of bob@example.net have left"));
    }
}
