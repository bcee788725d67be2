// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/message_days.hpp"

#include "archive/annotation_fixture.hpp"
#include "archive/split.hpp"

#include <algorithm>
#include <map>
#include <random>

using namespace boswell;
using namespace boswell::test;

/// By account and quarter of an hour since 1970, as the messages that readers see have it.
static Rows slow_counts(const ArchiveFixture& archive) {
    std::map<std::pair<std::string, std::int64_t>, int> counts;
    query::Query everything;
    archive::Reader(archive.path).for_each_message(everything, [&](const MessageRecord& record) {
        const auto quarter =
            std::chrono::floor<std::chrono::minutes>(record.stamp).time_since_epoch() /
            archive::quarter_length;
        ++counts[{record.account.str(), quarter}];
        return true;
    });
    Rows list;
    for (const auto& [place, count] : counts)
        list.push_back(fmt::format("{}|{}|{}", place.first, place.second, count));
    return list;
}

static Rows stored_counts(const ArchiveFixture& archive) {
    auto list = archive.rows(
        "SELECT account.jid, day * 96 + key, value FROM message_day JOIN account ON account.id = "
        "account_id, json_each(quarters)");
    std::ranges::sort(list);
    return list;
}

namespace {

/// What may happen to messages, in any order.
class Happenings {
public:
    explicit Happenings(unsigned seed) : random_(seed) {}

    Message next() {
        const auto number = std::to_string(random_() % 20);
        auto value = named("hello " + number, "m" + number, some_time());
        if (random_() % 2 == 0) value = in_some_room(value);
        switch (random_() % 8) {
            case 0:
                return annotating(value, AnnotationKind::correction, "m" + some_number());
            case 1:
                value.bodies.clear();
                return annotating(value, AnnotationKind::retraction, "m" + some_number());
            case 2:
                value.bodies.clear();
                return annotating(in_room(value, "", "r" + some_number()),
                                  AnnotationKind::moderation, "s" + some_number());
            case 3: {
                auto thumb = reaction("m" + some_number(), {"👍"}, some_time());
                return random_() % 2 == 0 ? thumb : in_room(thumb, "bob", "r" + some_number());
            }
            case 4:
                return healed(value);
            default:
                if (random_() % 3 == 0) value.account = Jid::of("carol@example.com");
                return value;
        }
    }
    std::size_t some(std::size_t most) { return 1 + random_() % most; }

private:
    std::string some_number() { return std::to_string(random_() % 20); }
    milliseconds some_time() { return (random_() % 2000) * 1min + (random_() % 3) * 1ms; }
    Message in_some_room(Message value) { return in_room(value, "bob", "s" + some_number()); }
    /// The archive's copy of a message that came live, dated by our own clock.
    Message healed(Message value) {
        value = message_with_id("dated by us", "h" + some_number(), some_day + some_time());
        if (random_() % 2 == 0) return value;
        value.via = Via::archive;
        value.delay = Delay{.stamp = value.stamp, .by = alice};
        return value;
    }
    std::mt19937 random_;
};

}  // namespace

TEST_CASE("the counts by quarters are those of the messages, whatever happens to these") {
    std::int64_t moved = 0;
    for (unsigned seed = 0; seed < 12; ++seed) {
        INFO(seed);
        ArchiveFixture archive;
        Happenings happenings(seed);
        for (int batch = 0; batch < 8; ++batch) {
            std::vector<Event> events;
            for (auto size = happenings.some(25); size > 0; --size)
                events.emplace_back(happenings.next());
            archive.write(events);
            if (batch == 4) archive.restart();
            CHECK(stored_counts(archive) == slow_counts(archive));
        }
        moved += archive.count("moved_message");
        CHECK(archive.rows("SELECT 1 FROM annotation WHERE hides LIMIT 1") == Rows{"1"});
        CHECK(archive::Reader(archive.path).verify().empty());
    }
    CHECK(moved > 0);
}

TEST_CASE_METHOD(AnnotationFixture, "what was split is counted, also by an agent that runs") {
    const auto value = message("hello");
    auto copy = value;
    copy.via = Via::archive;
    copy.stanza_id = StanzaId{"s1", alice};
    copy.delay = Delay{copy.stamp, alice};
    write({value, copy});
    CHECK(stored_counts(*this) == slow_counts(*this));
    archive::split_copy(path, 2);
    CHECK(stored_counts(*this) == slow_counts(*this));
    write({message("more")});
    CHECK(stored_counts(*this) == slow_counts(*this));
}

TEST_CASE_METHOD(AnnotationFixture, "a day without messages has no row") {
    write({reaction("m1", {"👍"})});
    CHECK(count("message_day") == 0);
    write({named("hello", "m1", 0ms)});
    CHECK(count("message_day") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "a batch that was undone is not counted") {
    write({message("hello")});
    auto bad = message("bad");
    bad.account = Jid::of("carol@example.com");
    sqlite::Database database(path, sqlite::Access::read_write);
    archive::MessageDays days(database);
    days.add(1, some_day, 5);
    days.forget();
    days.flush();
    CHECK(stored_counts(*this) == slow_counts(*this));
    CHECK_THROWS_WITH((days.add(99, some_day, 1), days.flush()),
                      Catch::Contains("no conversation 99"));
}
