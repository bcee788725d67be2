// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/pep.hpp"

#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"
#include "base/digest.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Import;
using Texts = std::vector<std::string>;

namespace {

struct PepFixture : ArchiveFixture {
    archive::ImportCounts add(const std::vector<Record>& records) const {
        Import import(path, Import::Mode::write);
        import.add(records);
        return import.counts();
    }
    std::vector<Record> exported() const {
        std::vector<Record> records;
        archive::Reader(path).for_each_contact_version({}, [&](const Record& record) {
            records.push_back(record);
            return true;
        });
        return records;
    }
    Texts moods() const {
        return rows("SELECT json_extract(fields, '$.value') FROM pep_event ORDER BY version");
    }
};

PepRecord feels(const std::string& how, milliseconds after) {
    return {.event = mood(how, some_day + after), .confirmed_at = some_day + after, .avatar = {}};
}

DeviceKeyRecord key(char digit, milliseconds first, milliseconds last, bool announced) {
    return {.account = alice,
            .contact = bob,
            .device = 7,
            .fingerprint = std::string(64, digit),
            .first_seen = some_day + first,
            .last_seen = some_day + last,
            .announced = announced};
}

}  // namespace

TEST_CASE_METHOD(PepFixture, "what was published is put where it belongs in time") {
    CHECK(add({feels("second", 2s)}).contact_versions == 1);
    CHECK(add({feels("third", 3s), feels("first", 1s)}).contact_versions == 2);
    CHECK(moods() == Texts{"first", "second", "third"});
    write({mood("fourth", some_day + 4s)});
    CHECK(moods() == Texts{"first", "second", "third", "fourth"});
}

TEST_CASE_METHOD(PepFixture, "what was published before is known, and confirmed once more") {
    auto record = feels("happy", 0s);
    add({record});
    record.confirmed_at += 1h;
    CHECK(add({record}).completed == 1);
    CHECK(add({record}).known == 1);
    CHECK(rows("SELECT confirmed_at - seen_at FROM pep_event") == Texts{"3600000"});
}

TEST_CASE_METHOD(PepFixture, "an archive without PEP gets all of another one") {
    const std::string bytes = "picture";
    auto avatar = feels("happy", 5s);
    avatar.event.node = PepNode::avatar;
    avatar.event.fields = {{"sha1", sha1_hex(bytes)}};
    avatar.avatar = Avatar{.sha1 = sha1_hex(bytes), .mime = "image/png", .bytes = bytes};
    add({feels("happy", 0s), feels("", 1s), avatar, key('a', 0s, 9s, true)});
    const auto records = exported();
    REQUIRE(records.size() == 4);
    PepFixture other;
    CHECK(other.add(records).contact_versions == 4);
    const auto tables = "SELECT * FROM v_pep_event ORDER BY node, seen_at";
    CHECK(other.rows(tables) == rows(tables));
    CHECK(other.rows("SELECT * FROM device_key") == rows("SELECT * FROM device_key"));
    CHECK(archive::Reader(other.path).find_avatar(sha1_hex(bytes)) == avatar.avatar);
    CHECK(other.add(records).known == 4);
}

TEST_CASE_METHOD(PepFixture, "of the keys of a device the one that was seen last is announced") {
    const auto older = key('a', 0s, 10s, true);
    const auto newer = key('b', 5s, 20s, true);
    const auto rows_of = "SELECT substr(fingerprint, 1, 1), announced FROM device_key ORDER BY 1";
    add({newer, older});
    CHECK(rows(rows_of) == Texts{"a|0", "b|1"});
    PepFixture other;
    other.add({older});
    other.add({newer});
    CHECK(other.rows(rows_of) == rows(rows_of));
}

TEST_CASE_METHOD(PepFixture, "a key is known from the earlier time on and as the later word says") {
    add({key('a', 5s, 10s, true)});
    CHECK(add({key('a', 2s, 8s, false)}).completed == 1);
    CHECK(add({key('a', 6s, 30s, false)}).completed == 1);
    CHECK(add({key('a', 6s, 30s, false)}).known == 1);
    const auto found = archive::Reader(path).device_keys(alice, bob).at(0);
    CHECK(found.first_seen == some_day + 2s);
    CHECK(found.last_seen == some_day + 30s);
    CHECK_FALSE(found.announced);
}

static MoveClaimRecord claim(milliseconds first, milliseconds last) {
    return {.account = alice,
            .contact = bob,
            .claimant = Jid::of("bob@example.com"),
            .first_seen = some_day + first,
            .last_seen = some_day + last};
}

TEST_CASE_METHOD(PepFixture, "a claim of a move is there once, from the first time to the last") {
    CHECK(add({claim(5s, 10s)}).contact_versions == 1);
    CHECK(add({claim(2s, 8s)}).completed == 1);
    CHECK(add({claim(6s, 30s)}).completed == 1);
    CHECK(add({claim(6s, 30s)}).known == 1);
    const auto records = exported();
    REQUIRE(records.size() == 1);
    const auto& known = std::get<MoveClaimRecord>(records[0]);
    CHECK(known.claimant == claim(0s, 0s).claimant);
    CHECK(known.first_seen == some_day + 2s);
    CHECK(known.last_seen == some_day + 30s);
    PepFixture other;
    CHECK(other.add(records).contact_versions == 1);
    CHECK(other.rows("SELECT first_seen, last_seen FROM move_claim") ==
          rows("SELECT first_seen, last_seen FROM move_claim"));
}
