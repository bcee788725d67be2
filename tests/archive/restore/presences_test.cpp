// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/presences.hpp"

#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Import;
using Rows = std::vector<std::string>;

static PresenceRecord seen() {
    PresenceRecord record;
    record.account = alice;
    record.contact = bob;
    record.resource = "phone";
    record.show = Show::away;
    record.status = "lunch";
    record.priority = 5;
    record.stamp = some_day - 1s;
    record.seen_at = some_day;
    record.cause = Cause::delayed;
    record.nick = "Bobby";
    return record;
}

namespace {

struct PresenceFixture : ArchiveFixture {
    std::int64_t add(const std::vector<Record>& records) const {
        Import import(path, Import::Mode::write);
        import.add(records);
        CHECK(import.counts().presences + import.counts().known ==
              static_cast<std::int64_t>(records.size()));
        return import.counts().presences;
    }
};

}  // namespace

TEST_CASE_METHOD(PresenceFixture, "a presence is restored with all that is known of it") {
    CHECK(add({seen()}) == 1);
    CHECK(rows("SELECT account, contact, resource, type, show, status, priority, cause, nick, "
               "stamp, seen_at FROM v_presence") ==
          Rows{"alice@example.org|bob@example.net|phone|available|away|lunch|5|delayed|Bobby|"
               "2026-03-14T15:09:25.535Z|2026-03-14T15:09:26.535Z"});
    CHECK(add({seen()}) == 0);
    CHECK(count("presence") == 1);
}

TEST_CASE_METHOD(PresenceFixture, "what differs in anything is another presence") {
    std::vector<Record> others{seen()};
    const auto differing = [&](auto change) {
        auto other = seen();
        change(other);
        others.emplace_back(other);
    };
    differing([](PresenceRecord& p) { p.account = Jid::of("carol@example.org"); });
    differing([](PresenceRecord& p) { p.contact = Jid::of("carol@example.org"); });
    differing([](PresenceRecord& p) { p.seen_at += 1ms; });
    differing([](PresenceRecord& p) { p.stamp += 1ms; });
    differing([](PresenceRecord& p) { p.resource.clear(); });
    differing([](PresenceRecord& p) { p.type = PresenceType::unavailable; });
    differing([](PresenceRecord& p) { p.show = Show::dnd; });
    differing([](PresenceRecord& p) { p.status = "dinner"; });
    differing([](PresenceRecord& p) { p.priority = 6; });
    differing([](PresenceRecord& p) { p.cause = Cause::change; });
    differing([](PresenceRecord& p) { p.nick = "Bert"; });
    CHECK(add(others) == static_cast<std::int64_t>(others.size()));
    CHECK(add(others) == 0);
}

TEST_CASE_METHOD(PresenceFixture, "show and priority say nothing of who is gone") {
    auto gone = seen();
    gone.type = PresenceType::unavailable;
    auto as_written = gone;
    as_written.show = Show::available;
    as_written.priority = 0;
    CHECK(add({gone}) == 1);
    CHECK(add({as_written}) == 0);
}

TEST_CASE_METHOD(PresenceFixture, "two presences that are the same stay two") {
    auto later = seen();
    later.seen_at += 1s;
    CHECK(add({seen(), seen(), later}) == 3);
    CHECK(add({seen(), seen(), later}) == 0);
    CHECK(add({seen(), seen(), seen()}) == 1);
    // In the next file they are found again.
    Import import(path, Import::Mode::write);
    for (int i = 0; i < 2; ++i) {
        import.begin_file();
        import.add(std::vector<Record>{seen(), seen(), seen()});
    }
    CHECK(import.counts().known == 6);
}
