// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"
#include "archive/undo_import.hpp"
#include "model/sign_of_life.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using archive::Selection;

static Time after(int seconds) { return some_day + std::chrono::seconds(seconds); }
static Period span(int since, int until) { return {after(since), after(until)}; }

static Event online(int seconds) { return connection(ConnectionState::online, after(seconds)); }
static Event offline(int seconds) { return connection(ConnectionState::offline, after(seconds)); }
static Event seen(int seconds, const std::string& from = "bob@example.net/phone") {
    return presence(from, after(seconds));
}
static Event gone(int seconds) {
    auto value = presence("bob@example.net/phone", after(seconds));
    value.type = PresenceType::unavailable;
    return value;
}
static Event roster(int seconds, Subscription subscription, const std::string& name = "Bob") {
    RosterUpdate update;
    update.account = alice;
    update.seen_at = after(seconds);
    update.items = {roster_item("bob@example.net", name, subscription)};
    return update;
}

/// "available 3-5" and the like, in seconds.
static std::vector<std::string> intervals(const archive::Reader& reader, const Period& period,
                                          const Selection& selection, int now = 1'000'000) {
    std::vector<std::string> lines;
    reader.for_each_interval(selection, period, after(now), [&](const PresenceInterval& interval) {
        const auto seconds = [](Time time) {
            return std::to_string(
                std::chrono::duration_cast<std::chrono::seconds>(time - some_day).count());
        };
        lines.push_back(std::string(to_string(interval.state)) + " " +
                        seconds(interval.period.since) + "-" + seconds(interval.period.until));
        return true;
    });
    return lines;
}

static std::vector<std::string> intervals(const ArchiveFixture& archive, const Period& period,
                                          const Selection& selection, int now = 1'000'000) {
    return intervals(archive::Reader(archive.path), period, selection, now);
}

static const archive::Selection of_bob{.accounts = {}, .contacts = {bob}, .since = {}, .until = {}};
using Lines = std::vector<std::string>;

TEST_CASE("a subscribed contact has intervals where the account was watched") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), seen(2), gone(5), offline(10),
                   online(20), roster(21, Subscription::both), seen(22), offline(30)});
    CHECK(intervals(archive, span(0, 40), of_bob) == Lines{"unknown 0-2", "available 2-5",
                                                           "offline 5-10", "unknown 10-22",
                                                           "available 22-30", "unknown 30-40"});
    CHECK(intervals(archive, span(3, 7), of_bob) == Lines{"available 3-5", "offline 5-7"});
    CHECK(intervals(archive, span(3, 7), {}) == intervals(archive, span(3, 7), of_bob));
}

TEST_CASE("a contact we are not subscribed to is unknown, whatever it directs at us") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::from), seen(2),
                   seen(3, "carol@example.net/x"), offline(10)});
    CHECK(intervals(archive, span(0, 10), of_bob) == Lines{"unknown 0-10"});
    Selection of_carol = of_bob;
    of_carol.contacts = {Jid::of("carol@example.net")};
    CHECK(intervals(archive, span(0, 10), of_carol) == Lines{"unknown 0-10"});
}

/// For each presence of the archive, whether it was sent to the account alone.
static std::vector<bool> directed(const ArchiveFixture& archive) {
    std::vector<bool> found;
    archive::Reader(archive.path).for_each_presence({}, [&](const PresenceRecord& presence) {
        found.push_back(presence.directed);
        return true;
    });
    return found;
}

TEST_CASE("a presence is directed if the account was not subscribed then") {
    ArchiveFixture archive;
    auto asked = presence("bob@example.net/phone", after(9));
    asked.type = PresenceType::subscribe;
    auto in_room = presence("bob@example.net/phone", after(10));
    in_room.cause = Cause::room;
    archive.write({online(0), seen(1), roster(2, Subscription::both), gone(3), seen(4), gone(5),
                   roster(6, Subscription::from), gone(7), seen(8), asked, in_room, offline(12)});
    CHECK(directed(archive) ==
          std::vector<bool>{false, false, false, true, true, true, false, false});
}

TEST_CASE("without a roster nobody knows whether a presence is directed") {
    ArchiveFixture archive;
    archive.write({online(0), seen(1), gone(2)});
    CHECK(directed(archive) == std::vector<bool>{false, false});
}

TEST_CASE("a subscription that ends takes the knowledge with it; a new name does not") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), seen(2),
                   roster(3, Subscription::both, "Robert"), roster(6, Subscription::none), seen(7),
                   roster(8, Subscription::to), seen(9), offline(12)});
    CHECK(intervals(archive, span(0, 12), of_bob) ==
          Lines{"unknown 0-2", "available 2-6", "unknown 6-9", "available 9-12"});
}

TEST_CASE("an unavailable presence that comes with the end of a subscription is no departure") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), seen(2), gone(5),
                   roster(6, Subscription::none), offline(12)});
    CHECK(intervals(archive, span(0, 12), of_bob) ==
          Lines{"unknown 0-2", "available 2-6", "unknown 6-12"});
}

TEST_CASE("presence that came before the first roster is attributed to it") {
    ArchiveFixture archive;
    archive.write({online(0), seen(1), roster(2, Subscription::both), offline(10)});
    CHECK(intervals(archive, span(0, 10), of_bob) == Lines{"unknown 0-1", "available 1-10"});
}

TEST_CASE("a contact that joins a known roster later was unknown in earlier sessions") {
    ArchiveFixture archive;
    RosterUpdate other;
    other.account = alice;
    other.seen_at = after(1);
    other.items = {roster_item("carol@example.net")};
    archive.write({online(0), other, seen(2), offline(10), online(20),
                   roster(25, Subscription::both), seen(26), offline(30)});
    CHECK(intervals(archive, span(0, 30), of_bob) == Lines{"unknown 0-26", "available 26-30"});
}

TEST_CASE("a reader that stays open learns of a roster that is older than those before") {
    ArchiveFixture archive;
    archive.write({online(0), seen(2), offline(10), online(20), roster(25, Subscription::both),
                   seen(26), offline(30)});
    const archive::Reader reader(archive.path);
    const Lines first_roster{"unknown 0-2", "available 2-10", "unknown 10-26", "available 26-30"};
    const Lines joined_later{"unknown 0-26", "available 26-30"};
    CHECK(intervals(reader, span(0, 30), of_bob) == first_roster);
    archive.write({message("changes no roster")});
    CHECK(intervals(reader, span(0, 30), of_bob) == first_roster);
    archive::Import import(archive.path, archive::Import::Mode::write);
    import.begin_run("rosters");
    RosterRecord carol{.account = alice};
    carol.version = {.seen_at = after(1), .item = roster_item("carol@example.net")};
    import.add(std::vector<Record>{carol});
    import.end_run();
    CHECK(intervals(reader, span(0, 30), of_bob) == joined_later);
    archive::UndoImport undo(archive.path, 1, archive::Import::Mode::write);
    while (undo.advance()) continue;
    CHECK(intervals(reader, span(0, 30), of_bob) == first_roster);
    RosterUpdate by_a_clock_set_back{.account = alice, .seen_at = after(1)};
    by_a_clock_set_back.items = {roster_item("carol@example.net")};
    archive.write({by_a_clock_set_back});
    CHECK(intervals(reader, span(0, 30), of_bob) == joined_later);
}

TEST_CASE("a session without presence says nothing") {
    ArchiveFixture archive;
    auto invisible = connection(ConnectionState::online, after(0));
    invisible.presence_observed = false;
    archive.write({invisible, roster(1, Subscription::both), seen(2), offline(10)});
    CHECK(intervals(archive, span(0, 10), of_bob) == Lines{"unknown 0-10"});
}

TEST_CASE("contacts that were never seen are unknown if they are asked for by name") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), offline(10)});
    CHECK(intervals(archive, span(0, 10), of_bob) == Lines{"unknown 0-10"});
    CHECK(intervals(archive, span(0, 10), {}).empty());
}

TEST_CASE("presences come as they were seen, by contact, within the bounds, until enough") {
    ArchiveFixture archive;
    auto away = presence("bob@example.net/desk", after(3));
    away.show = Show::away;
    away.status = "tea";
    away.priority = -5;
    away.cause = Cause::delayed;
    away.stamp = after(-100);
    archive.write({seen(1), seen(2, "amy@example.net"), away, gone(4)});
    const archive::Reader reader(archive.path);
    std::vector<PresenceRecord> records;
    const auto keep = [&](const PresenceRecord& record) {
        records.push_back(record);
        return true;
    };
    reader.for_each_presence({}, keep);
    REQUIRE(records.size() == 4);
    CHECK(records[0].contact == Jid::of("amy@example.net"));
    CHECK(records[0].resource.empty());
    CHECK(records[1].resource == "phone");
    CHECK(records[1].stamp == after(1));
    CHECK(records[2].show == Show::away);
    CHECK(records[2].status == "tea");
    CHECK(records[2].priority == -5);
    CHECK(records[2].cause == Cause::delayed);
    CHECK(records[2].stamp == after(-100));
    CHECK(records[3].type == PresenceType::unavailable);

    records.clear();
    reader.for_each_presence(
        {.accounts = {alice}, .contacts = {bob}, .since = after(3), .until = after(4)}, keep);
    REQUIRE(records.size() == 1);
    CHECK(records[0].seen_at == after(3));

    int taken = 0;
    reader.for_each_presence({}, [&](const PresenceRecord&) { return ++taken < 2; });
    CHECK(taken == 2);
    records.clear();
    reader.for_each_presence({.accounts = {bob}, .contacts = {}, .since = {}, .until = {}}, keep);
    CHECK(records.empty());
}

TEST_CASE(
    "while the account is connected and its proof of life is fresh, the state goes on to now") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), seen(2)});
    archive.write({ProofOfLife{alice, after(50)}});
    const auto shown = [&](const Period& period, int now) {
        return intervals(archive, period, of_bob, now);
    };
    CHECK(shown(span(0, 90), 90) == Lines{"unknown 0-2", "available 2-90"});
    CHECK(shown(span(80, 90), 90) == Lines{"available 80-90"});
    CHECK(shown(span(80, 88), 90) == Lines{"available 80-88"});

    const int stale = 50 + static_cast<int>(proof_lifetime.count());
    CHECK(shown(span(60, stale - 1), stale - 1) ==
          Lines{"available 60-" + std::to_string(stale - 1)});
    CHECK(shown(span(60, stale), stale) == Lines{"unknown 60-" + std::to_string(stale)});
    CHECK(shown(span(60, 90), stale) == Lines{"unknown 60-90"});
    CHECK(shown(span(0, 60), 40) == Lines{"unknown 0-2", "available 2-50", "unknown 50-60"});
}

TEST_CASE("a subscription that ended since the last written proof says nothing of now") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), seen(2)});
    archive.write({ProofOfLife{alice, after(50)}});
    archive.write({roster(60, Subscription::from), gone(60)});
    CHECK(intervals(archive, span(0, 90), of_bob, 90) ==
          Lines{"unknown 0-2", "available 2-60", "unknown 60-90"});
    CHECK(intervals(archive, span(70, 90), of_bob, 90) == Lines{"unknown 70-90"});
}

TEST_CASE("an agent that was killed, or that has left, proves nothing of the time since") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), seen(2)});
    archive.write({ProofOfLife{alice, after(50)}});
    archive.writer.reset();  // nothing said that the span has ended
    CHECK(intervals(archive, span(0, 60), of_bob, 60) ==
          Lines{"unknown 0-2", "available 2-50", "unknown 50-60"});
    archive.writer.emplace(archive.path);
    archive.write({online(50), roster(51, Subscription::both), seen(52), offline(55)});
    CHECK(intervals(archive, span(52, 60), of_bob, 60) ==
          Lines{"available 52-55", "unknown 55-60"});
}

static Event resumed(int seconds, int last_proof = 0, std::string_view why = "") {
    auto change = connection(ConnectionState::online, after(seconds));
    change.resumed = true;
    change.last_proof = after(last_proof);
    change.error = why;
    return change;
}

static Event found(int seconds, Show show) {
    auto value = presence("bob@example.net/phone", after(seconds));
    value.show = show;
    value.cause = Cause::snapshot;
    return value;
}

TEST_CASE(
    "the hole of a resumed stream is unknown, and what was known before it is known after it") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), seen(2), offline(10)});
    archive.restart();
    archive.write({resumed(20), offline(30), resumed(40), found(41, Show::dnd), offline(50),
                   online(60), offline(70)});
    CHECK(intervals(archive, span(0, 70), of_bob) ==
          Lines{"unknown 0-2", "available 2-10", "unknown 10-20", "available 20-30",
                "unknown 30-41", "dnd 41-50", "unknown 50-70"});
    CHECK(intervals(archive, span(45, 48), of_bob) == Lines{"dnd 45-48"});
    CHECK(intervals(archive, span(15, 25), of_bob) == Lines{"unknown 15-20", "available 20-25"});
    CHECK(intervals(archive, span(35, 45), of_bob) == Lines{"unknown 35-41", "dnd 41-45"});
    CHECK(intervals(archive, span(12, 18), of_bob) == Lines{"unknown 12-18"});
    CHECK(intervals(archive, span(22, 25), of_bob) == Lines{"available 22-25"});
}

TEST_CASE("after a resumption a subscription that has begun anew knows nothing of before") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), seen(2), roster(4, Subscription::none),
                   roster(6, Subscription::both), offline(10), resumed(20), offline(30)});
    CHECK(intervals(archive, span(0, 30), of_bob) ==
          Lines{"unknown 0-2", "available 2-4", "unknown 4-30"});
}

TEST_CASE("when the clock is set while we watch, the time that it jumps over is unknown") {
    ArchiveFixture archive;
    archive.write({online(0), roster(1, Subscription::both), seen(2), found(5, Show::dnd),
                   resumed(5000, 8, clock_was_set), gone(5010), offline(5020)});
    CHECK(intervals(archive, span(0, 5020), of_bob) == Lines{"unknown 0-2", "available 2-5",
                                                             "dnd 5-8", "unknown 8-5000",
                                                             "dnd 5000-5010", "offline 5010-5020"});
}

TEST_CASE("what was seen while the clock was ahead comes at no later time again") {
    ArchiveFixture archive;
    // Ahead by 1000 seconds; then it is set right, and the true time passes what it had shown.
    archive.write({online(1000), roster(1001, Subscription::both), seen(1002),
                   found(1010, Show::dnd), resumed(20, 1015, clock_was_set),
                   ProofOfLife{alice, after(21)}});
    const Lines now_and_then{"dnd 20-30", "offline 30-1200"};
    archive.write({gone(30), offline(1200)});
    CHECK(intervals(archive, span(20, 1200), of_bob) == now_and_then);
    // Also where what was seen bears a time behind the period.
    CHECK(intervals(archive, span(20, 100), of_bob) == Lines{"dnd 20-30", "offline 30-100"});
}

/// "available since 3" and the like, in seconds.
static std::string state_at(const ArchiveFixture& archive, int seconds, int now = 1'000'000) {
    const archive::Reader reader(archive.path);
    std::string text;
    for (const auto& state : reader.presence_at({}, after(seconds), after(now))) {
        text += std::string(to_string(state.state));
        if (state.since)
            text += " since " + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                                   *state.since - some_day)
                                                   .count());
    }
    return text;
}

TEST_CASE_METHOD(ArchiveFixture, "a state at a time began when it was seen to begin") {
    write({online(0), roster(1, Subscription::both), seen(2), gone(5), seen(7), offline(9)});
    CHECK(state_at(*this, 1) == "unknown");
    CHECK(state_at(*this, 2) == "available since 2");
    CHECK(state_at(*this, 6) == "offline since 5");
    CHECK(state_at(*this, 8) == "available since 7");
    CHECK(state_at(*this, 9) == "unknown");
}

TEST_CASE_METHOD(ArchiveFixture, "who never sent anything is not observed, but in the list") {
    write({online(0), roster(1, Subscription::none), offline(9)});
    CHECK(state_at(*this, 5) == "unknown");
    write({roster(10, Subscription::both)});
    CHECK(state_at(*this, 50) == "unknown");
}

TEST_CASE_METHOD(ArchiveFixture, "each resource has intervals of its own") {
    write({online(0), roster(1, Subscription::both), seen(2), seen(4, "bob@example.net/desk"),
           gone(6), offline(9)});
    std::vector<std::string> lines;
    archive::Reader(path).for_each_resource_interval(
        {}, span(0, 9), after(100), [&](const PresenceInterval& interval) {
            lines.push_back(interval.resource + " " + std::string(to_string(interval.state)));
            return true;
        });
    CHECK(lines == std::vector<std::string>{"desk unknown", "desk offline", "desk available",
                                            "phone unknown", "phone available", "phone offline"});
}

/// Connections, resources that come and go, and now and then a presence that speaks for all.
static std::vector<Event> any_events() {
    std::vector<Event> events = {online(0), roster(1, Subscription::both)};
    bool is_online = true;
    const auto count = *rc::gen::inRange(1, 20);
    for (int second = 2; second < count; ++second) {
        const auto pick = [](int most) { return *rc::gen::inRange(0, most); };
        if (pick(6) == 0) {
            events.push_back(is_online      ? offline(second)
                             : pick(2) == 0 ? online(second)
                                            : resumed(second, second - 1));
            is_online = !is_online;
            continue;
        }
        auto value =
            presence(*rc::gen::elementOf(std::vector<std::string>{
                         "bob@example.net", "bob@example.net/phone", "bob@example.net/desk"}),
                     after(second));
        if (pick(3) == 0) value.type = PresenceType::unavailable;
        if (pick(8) == 0) value.type = PresenceType::subscribe;
        if (pick(8) == 0) value.cause = Cause::delayed;
        if (pick(6) == 0) value.cause = Cause::snapshot;
        if (pick(3) == 0) value.show = Show::away;
        value.priority = pick(3);
        events.emplace_back(value);
    }
    return events;
}

static std::vector<PresenceInterval> intervals_of(const archive::Reader& reader,
                                                  const Period& period) {
    std::vector<PresenceInterval> intervals;
    reader.for_each_interval({}, period, after(1'000), [&](const PresenceInterval& interval) {
        intervals.push_back(interval);
        return true;
    });
    return intervals;
}

TEST_CASE_METHOD(ArchiveFixture, "what the server had kept is waited for also behind a period") {
    auto kept = presence("bob@example.net/desk", after(12));
    kept.type = PresenceType::unavailable;
    kept.cause = Cause::snapshot;
    write({online(0), roster(1, Subscription::both), presence("bob@example.net/phone", after(2)),
           offline(4), resumed(8, 7), kept, offline(14)});
    const archive::Reader reader(path);
    const auto part = intervals_of(reader, span(9, 11));
    REQUIRE(part.size() == 1);
    CHECK(part.front().state == PresenceState::unknown);
    CHECK(intervals_of(reader, span(9, 13)).front().state == PresenceState::unknown);
    CHECK(intervals_of(reader, span(12, 13)).front().state == PresenceState::available);
}

TEST_CASE_METHOD(ArchiveFixture, "what an import has seen behind the end of a span hides nothing") {
    auto gone = presence("bob@example.net/phone", after(3));
    gone.type = PresenceType::unavailable;
    write(
        {online(0), roster(1, Subscription::both), gone, offline(4), resumed(10, 9), offline(12)});
    auto later = presence("bob@example.net/phone", after(6));
    write({later});
    sqlite::Database(path, sqlite::Access::read_write)
        .execute("UPDATE presence_stanza SET observation_id = NULL; DELETE FROM presence_state");
    const auto part = intervals_of(archive::Reader(path), span(10, 12));
    REQUIRE(part.size() == 1);
    CHECK(part.front().state == PresenceState::offline);
}

/// Of each part of `whole` its own intervals, and of each moment the state, are those of the whole.
static void check_a_part(const archive::Reader& reader, const Period& part) {
    const auto whole = intervals_of(reader, span(-5, 30));
    std::vector<PresenceInterval> expected;
    for (auto interval : whole) {
        interval.period.since = std::max(interval.period.since, part.since);
        interval.period.until = std::min(interval.period.until, part.until);
        if (interval.period.since < interval.period.until) expected.push_back(interval);
    }
    if (!whole.empty()) RC_ASSERT(intervals_of(reader, part) == expected);
    for (const auto& state : reader.presence_at({}, part.since, after(1'000))) {
        for (const auto& interval : whole) {
            if (part.since < interval.period.since || part.since >= interval.period.until) continue;
            RC_ASSERT(state.state == interval.state);
            if (state.since) RC_ASSERT(*state.since == interval.period.since);
            RC_ASSERT(state.since.has_value() == (state.state != PresenceState::unknown));
        }
    }
}

// What came before a period is read only in part.
TEST_CASE(
    "a part of a period shows what the whole shows of it, and each moment how long it was so") {
    CHECK(rc::check([] {
        ArchiveFixture archive;
        archive.write(any_events());
        const auto since = *rc::gen::inRange(-5, 29);
        const auto part = span(since, *rc::gen::inRange(since + 1, 30));
        check_a_part(archive::Reader(archive.path), part);
        // As after an import, where only their times say in which span presences were seen.
        sqlite::Database(archive.path, sqlite::Access::read_write)
            .execute(
                "UPDATE presence_stanza SET observation_id = NULL; DELETE FROM presence_state");
        check_a_part(archive::Reader(archive.path), part);
    }));
}

/// The export of an agent that watched for ten seconds from `since` on.
static ObservationRecord watched(int since, bool continues = false) {
    return {.account = alice,
            .period = span(since, since + 10),
            .presence = true,
            .ended = SpanEnd::lost,
            .continues = continues};
}

static PresenceRecord seen_by_another(int seconds, PresenceType type) {
    return {.account = alice,
            .contact = bob,
            .resource = "phone",
            .type = type,
            .stamp = after(seconds),
            .seen_at = after(seconds)};
}

TEST_CASE_METHOD(ArchiveFixture, "of two agents each goes on with what it has seen itself") {
    write({roster(0, Subscription::both)});
    for (const std::vector<Record>& records :
         {std::vector<Record>{watched(10), watched(50, true),
                              seen_by_another(12, PresenceType::available)},
          std::vector<Record>{watched(30), seen_by_another(35, PresenceType::unavailable)}}) {
        archive::Import import(path, archive::Import::Mode::write);
        import.add(records);
    }
    CHECK(intervals(*this, span(10, 60), of_bob) == Lines{"unknown 10-12", "available 12-20",
                                                          "unknown 20-35", "offline 35-40",
                                                          "unknown 40-50", "available 50-60"});
    CHECK(intervals(*this, span(52, 55), of_bob) == Lines{"available 52-55"});
}

TEST_CASE_METHOD(ArchiveFixture, "what spoke for all resources before a period counts in it") {
    auto phone = presence("bob@example.net/phone", after(2));
    phone.priority = 5;
    auto all_gone = presence("bob@example.net", after(3));
    all_gone.type = PresenceType::unavailable;
    auto without_resource = presence("bob@example.net", after(4));
    without_resource.show = Show::away;
    write(
        {online(0), roster(1, Subscription::both), phone, all_gone, without_resource, offline(9)});
    CHECK(intervals(*this, span(5, 8), {}) == std::vector<std::string>{"away 5-8"});
}
