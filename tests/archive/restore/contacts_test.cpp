// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/contacts.hpp"

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
using archive::Origin;

static RosterRecord entry(std::string name, milliseconds after,
                          Subscription subscription = Subscription::both) {
    RosterRecord record{.account = alice};
    record.version.seen_at = some_day + after;
    record.version.item = {.jid = bob, .name = std::move(name), .subscription = subscription};
    return record;
}

static VCardRecord card(std::string name, milliseconds after) {
    VCardRecord record;
    record.fetched.account = alice;
    record.fetched.contact = bob;
    record.fetched.fetched_at = record.confirmed_at = some_day + after;
    record.fetched.element = "<vCard>" + name + "</vCard>";
    record.fetched.avatar = Avatar{.sha1 = sha1_hex(name), .mime = "image/png", .bytes = name};
    record.fetched.vcard.full_name = std::move(name);
    return record;
}

namespace {

struct ContactsFixture : ArchiveFixture {
    archive::ImportCounts counts;  ///< of the last import
    std::int64_t add(const std::vector<Record>& records, Origin origin = Origin::export_) {
        Import import(path, Import::Mode::write);
        import.begin_file(origin);
        import.add(records);
        counts = import.counts();
        return counts.contact_versions;
    }
    /// The names of the roster and the vCard in the order of their versions.
    std::vector<std::string> names() const {
        std::vector<std::string> names;
        const archive::Reader reader(path);
        for (const auto& version : reader.roster_versions(alice, bob))
            names.push_back(version.item.name);
        for (const auto& version : reader.vcard_versions(alice, bob))
            names.push_back(version.vcard.full_name);
        return names;
    }
    std::vector<Record> versions() const {
        std::vector<Record> records;
        archive::Reader(path).for_each_contact_version({}, [&](const Record& record) {
            records.push_back(record);
            return true;
        });
        return records;
    }
};

}  // namespace

using Names = std::vector<std::string>;

TEST_CASE_METHOD(ContactsFixture,
                 "a version of a contact is restored with all that is known of it") {
    auto known = entry("Bob", 0s, Subscription::to);
    known.version.item.ask = true;
    known.version.item.groups = {"climbing", "work"};
    known.version.item.mark = RosterMark::pinned;
    auto vcard = card("Robert", 1s);
    vcard.confirmed_at += 1h;
    vcard.fetched.vcard.telephones = {{"home", "1"}};
    CHECK(add({known, vcard}) == 2);

    const auto found = versions();
    REQUIRE(found.size() == 2);
    const auto& roster = std::get<RosterRecord>(found[0]);
    CHECK(roster.account == alice);
    CHECK(roster.version.seen_at == some_day);
    CHECK(roster.version.item == known.version.item);
    const auto& back = std::get<VCardRecord>(found[1]);
    CHECK(back.confirmed_at == some_day + 1s + 1h);
    CHECK(back.fetched.fetched_at == some_day + 1s);
    CHECK(back.fetched.contact == bob);
    CHECK(back.fetched.vcard == vcard.fetched.vcard);
    CHECK(back.fetched.avatar == vcard.fetched.avatar);
    CHECK(back.fetched.element == vcard.fetched.element);
    CHECK(add(found) == 0);
}

TEST_CASE_METHOD(ContactsFixture, "a version is put where it belongs in time") {
    CHECK(add({entry("second", 2s), card("Second", 2s)}) == 2);
    CHECK(add({entry("third", 3s), entry("first", 1s), card("First", 1s), card("Third", 3s)}) == 4);
    CHECK(names() == Names{"first", "second", "third", "First", "Second", "Third"});
    CHECK(archive::Reader(path).contacts({}).front().name == "third");
}

TEST_CASE_METHOD(ContactsFixture, "an undated roster is taken only if none is known otherwise") {
    CHECK(add({entry("of a server", 2s)}, Origin::server) == 1);
    CHECK(add({entry("of a server", 5s)}, Origin::server) == 0);  // it says the same
    CHECK(add({entry("of the next server", 6s)}, Origin::server) == 1);
    CHECK(names() == Names{"of a server", "of the next server"});
    CHECK(add({entry("dated", 3s)}) == 1);
    CHECK(add({entry("undated", 9s)}, Origin::server) == 0);
    CHECK(counts.left_out == 1);
    CHECK(counts.skipped == 1);
    CHECK(names() == Names{"of a server", "dated", "of the next server"});
}

TEST_CASE_METHOD(ContactsFixture, "an undated roster is not taken once an agent was there") {
    CHECK(add({entry("of a server", 2s)}, Origin::server) == 1);
    write({connection(ConnectionState::online, some_day + 3s), ProofOfLife{alice, some_day + 4s}});
    CHECK(add({entry("of another server", 9s)}, Origin::server) == 0);
    CHECK(counts.left_out == 1);
    CHECK(names() == Names{"of a server"});
}

TEST_CASE_METHOD(ContactsFixture, "an undated vCard is taken unless one was seen later") {
    CHECK(add({card("First", 1s)}, Origin::server) == 1);
    auto live = card("Second", 2s);
    live.confirmed_at += 5s;
    CHECK(add({live}) == 1);
    CHECK(add({card("undated", 4s)}, Origin::server) == 0);
    CHECK(counts.left_out == 1);
    CHECK(add({card("Third", 9s)}, Origin::server) == 1);
    CHECK(names() == Names{"First", "Second", "Third"});
}

TEST_CASE_METHOD(ContactsFixture, "a vCard of a file is known if the contact had it already then") {
    CHECK(add({card("First", 1s + 123ms), card("Second", 10s)}) == 2);
    auto again = card("First", 1s);
    again.fetched.element = "<vCard>made of a file</vCard>";
    CHECK(add({again}, Origin::history) == 0);
    again.fetched.fetched_at += 5s;
    CHECK(add({again}, Origin::history) == 0);
    CHECK(counts.known == 1);
    again.fetched.fetched_at += 10s;
    CHECK(add({again}, Origin::history) == 1);
    CHECK(names() == Names{"First", "Second", "First"});
}

TEST_CASE_METHOD(ContactsFixture, "versions of a clock that was set back keep their order") {
    CHECK(add({entry("in the future", 10h)}) == 1);
    write({RosterUpdate{
        .account = alice, .seen_at = some_day + 5h, .items = {entry("now", 5h).version.item}}});
    CHECK(add({entry("imported", 7h)}) == 1);
    CHECK(names() == Names{"imported", "in the future", "now"});
}

TEST_CASE_METHOD(ContactsFixture, "a vCard that was confirmed later stays one version") {
    CHECK(add({card("Bob", 0s)}) == 1);
    auto later = card("Bob", 0s);
    later.confirmed_at += 1h;
    Import import(path, Import::Mode::write);
    import.add(std::vector<Record>{later, card("Bob", 0s)});
    CHECK(import.counts().contact_versions == 0);
    CHECK(import.counts().completed == 1);
    CHECK(import.counts().known == 1);
    CHECK(std::get<VCardRecord>(versions().front()).confirmed_at == some_day + 1h);
}

TEST_CASE_METHOD(ContactsFixture, "versions of two archives are the same whichever came first") {
    const std::vector<Record> one{entry("a", 1s), entry("b", 4s), card("A", 2s)};
    const std::vector<Record> other{entry("b", 2s), entry("a", 6s), card("B", 1s), card("A", 3s)};
    add(one);
    add(other);
    const auto forth = names();
    ContactsFixture back;
    back.add(other);
    back.add(one);
    CHECK(back.names() == forth);
    CHECK(forth == Names{"a", "b", "b", "a", "B", "A", "A"});
}

TEST_CASE_METHOD(ContactsFixture, "the agent goes on from the latest version that was restored") {
    add({entry("Bob", 0s), card("Robert", 0s)});
    auto unchanged = card("Robert", 1h).fetched;
    write({RosterUpdate{.account = alice,
                        .seen_at = some_day + 1h,
                        .complete = true,
                        .items = {entry("Bob", 0s).version.item}},
           unchanged});
    CHECK(names() == Names{"Bob", "Robert"});
}

TEST_CASE_METHOD(
    ContactsFixture,
    "a contact who came later is not observed before, in whatever order versions come") {
    const auto came_later = [&](const std::vector<Record>& records) {
        ContactsFixture archive;
        archive.add(
            {ObservationRecord{
                 .account = alice, .period = {some_day, some_day + 1h}, .presence = true},
             ObservationRecord{
                 .account = alice, .period = {some_day + 2h, some_day + 3h}, .presence = true}});
        archive.add(records);
        PresenceRecord seen;
        seen.account = alice;
        seen.contact = bob;
        seen.resource = "phone";
        seen.stamp = seen.seen_at = some_day + 10min;
        archive.add({seen});
        const archive::Reader reader(archive.path);
        return reader.presence_at({.contacts = {bob}}, some_day + 20min, some_day + 4h)
                   .front()
                   .state == PresenceState::unknown;
    };
    auto carol = entry("Carol", 1min);
    carol.version.item.jid = Jid::of("carol@example.org");
    CHECK(came_later({entry("Bob", 2h + 1min), carol}));
    CHECK(came_later({carol, entry("Bob", 2h + 1min)}));
    CHECK_FALSE(came_later({entry("Bob", 1min), carol}));
}
