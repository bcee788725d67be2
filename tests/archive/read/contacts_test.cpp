// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "archive/schema.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::test;

static Time after(int hours) { return some_day + std::chrono::hours(hours); }

static Event roster(int hours, const RosterItem& item) {
    RosterUpdate update;
    update.account = alice;
    update.seen_at = after(hours);
    update.items = {item};
    return update;
}

TEST_CASE("a contact is shown as it is now, and as it was") {
    ArchiveFixture archive;
    auto first = roster_item("bob@example.net", "Bob", Subscription::to);
    first.groups = {"friends", "work \"x\""};
    auto card = vcard("Bob Smith", after(2));
    card.vcard.emails = {"bob@example.net", "b@example.com"};
    card.vcard.telephones = {{"cell", "+1 555"}, {"", "2"}};
    card.avatar = Avatar{sha1_hex("png"), "image/png", "png"};
    archive.write({roster(1, first), card, vcard("Robert Smith", after(4)),
                   roster(5, roster_item("bob@example.net", "", Subscription::remove))});
    const archive::Reader reader(archive.path);

    const auto now = reader.contacts({});
    REQUIRE(now.size() == 1);
    CHECK(now[0].jid == bob);
    CHECK(now[0].subscription == Subscription::remove);
    CHECK(now[0].vcard->vcard.full_name == "Robert Smith");
    CHECK(now[0].versions == 2);

    CHECK_FALSE(reader.contact_at(alice, bob, after(0)));
    CHECK_FALSE(reader.contact_at(bob, alice, after(9)));
    const auto early = reader.contact_at(alice, bob, after(1));
    REQUIRE(early);
    CHECK(early->name == "Bob");
    CHECK(early->groups == first.groups);
    CHECK_FALSE(early->vcard);
    const auto then = reader.contact_at(alice, bob, after(3));
    REQUIRE((then && then->vcard));
    CHECK(then->vcard->vcard == card.vcard);
    CHECK(then->versions == 1);
    CHECK(then->vcard->avatar_bytes == 3);

    CHECK(reader.vcard_versions(alice, bob).size() == 2);
    CHECK(reader.vcard_versions(alice, alice).empty());
    const auto versions = reader.roster_versions(alice, bob);
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].item == first);
    CHECK(versions[1].seen_at == after(5));
    CHECK(reader.find_avatar(sha1_hex("png"))->bytes == "png");
    CHECK_FALSE(reader.find_avatar("00"));
}

TEST_CASE("contacts are found by roster name, vCard name, nickname, localpart and JID") {
    ArchiveFixture archive;
    auto card = vcard("Robert Smith");
    card.vcard.nickname = "Bobby";
    archive.write({roster(1, roster_item("bob@example.net", "Straße")), card,
                   roster(1, roster_item("bob@example.com"))});
    const archive::Reader reader(archive.path);
    using Jids = std::vector<Jid>;
    for (const auto* name :
         {"STRASSE", "robert smith", "bobby", "bob@example.net", "BOB@example.net/x"}) {
        INFO(name);
        CHECK(reader.find_contacts(name) == Jids{bob});
    }
    CHECK(reader.find_contacts("Bob").size() == 2);
    CHECK(reader.find_contacts("bo").empty());
    CHECK(reader.find_contacts("").empty());
    CHECK(reader.find_contacts("%").empty());
}

TEST_CASE("every contact of every account is listed once, by account and address") {
    ArchiveFixture archive;
    RosterUpdate update;
    update.account = alice;
    update.seen_at = some_day;
    for (const auto* jid : {"dora@example.net", "bob@example.net", "carol@example.net"})
        update.items.push_back(roster_item(jid));
    auto other = update;
    other.account = Jid::of("zoe@example.org");
    auto card = vcard("Only a vCard");
    card.contact = Jid::of("eve@example.net");
    archive.write({other, update, vcard("Bob"), card, presence("bob@example.net/x"),
                   presence("carol@example.net/x"), presence("dora@example.net/x")});
    const archive::Reader reader(archive.path);
    std::vector<std::string> all;
    for (const auto& contact : reader.contacts({}))
        all.push_back(contact.account.localpart() + " " + contact.jid.localpart());
    CHECK(all == std::vector<std::string>{"alice bob", "alice carol", "alice dora", "alice eve",
                                          "zoe bob", "zoe carol", "zoe dora"});
    CHECK(reader.contacts({.accounts = {other.account}}).size() == 3);
    CHECK(reader.contacts({.contacts = {bob, card.contact}}).size() == 3);
    CHECK(reader.contacts({.accounts = {bob}}).empty());
    CHECK(reader.contacts({.contacts = {alice}}).empty());
    int seen = 0;
    reader.for_each_presence({}, [&](const PresenceRecord&) { return ++seen > 0; });
    CHECK(seen == 3);
}

TEST_CASE("an account is offline for readers as soon as no agent has the archive open") {
    ArchiveFixture archive;
    auto change = connection(ConnectionState::online);
    change.tls = "TLSv1.3";
    change.features = {"urn:xmpp:carbons:2", "urn:xmpp:mam:2"};
    archive.write({change, message("hello")});
    {
        const archive::Reader reader(archive.path);
        const auto accounts = reader.accounts();
        REQUIRE(accounts.size() == 1);
        CHECK(accounts[0].jid == alice);
        CHECK(accounts[0].state == ConnectionState::online);
        CHECK(accounts[0].since == some_day);
        CHECK(accounts[0].tls == "TLSv1.3");
        CHECK(accounts[0].features == change.features);
        CHECK(accounts[0].messages == 1);
    }
    archive.writer.reset();
    CHECK(archive::Reader(archive.path).accounts().at(0).state == ConnectionState::offline);
}

TEST_CASE("the statistics count what is there") {
    ArchiveFixture archive;
    archive.write({message("a"), message("b"), presence(), vcard("Bob"),
                   roster(1, roster_item("carol@example.net"))});
    const auto stats = archive::Reader(archive.path).stats();
    CHECK(stats.messages == 2);
    CHECK(stats.presences == 1);
    CHECK(stats.vcards == 1);
    CHECK(stats.conversations == 1);
    CHECK(stats.contacts == 2);
    CHECK(stats.bytes > 0);
}

TEST_CASE("a file that cannot be read is refused with what to do") {
    const TempDir folder;
    CHECK_THROWS_WITH(archive::Reader(folder / "none.db"),
                      Catch::Contains("no archive at") && Catch::Contains("boswelld creates it") &&
                          Catch::Contains("--archive"));
    std::ofstream(folder / "text") << "hello, this is no database at all";
    CHECK_THROWS_WITH(archive::Reader(folder / "text"), Catch::Contains("not an SQLite database"));
    std::ofstream(folder / "empty").close();
    CHECK_THROWS_WITH(archive::Reader(folder / "empty"), Catch::Contains("is empty"));
    sqlite::Database::create(folder / "other").execute("CREATE TABLE t (x)");
    CHECK_THROWS_WITH(archive::Reader(folder / "other"), Catch::Contains("another program"));
}

TEST_CASE("a reader sees what a running writer commits, and no reader disturbs it") {
    ArchiveFixture archive;
    const archive::Reader reader(archive.path);
    CHECK(reader.count_messages({}) == 0);
    archive.write({message("a")});
    CHECK(reader.count_messages({}) == 1);
    reader.for_each_message({}, [&](const MessageRecord&) {
        archive.write({message("b", after(1))});  // while a read is open
        return true;
    });
    CHECK(reader.count_messages({}) == 2);
    CHECK(reader.schema_version() == archive::schema().version());
}

TEST_CASE("what is read at once is of one state, whatever is written meanwhile") {
    ArchiveFixture archive;
    const archive::Reader reader(archive.path);
    reader.read_at_once([&] {
        CHECK(reader.count_messages({}) == 0);
        archive.write({message("a")});
        CHECK(reader.count_messages({}) == 0);
    });
    CHECK(reader.count_messages({}) == 1);
}

TEST_CASE("names that are read in one go are those of the contacts, one by one") {
    ArchiveFixture archive;
    RosterUpdate update{.account = alice, .seen_at = some_day};
    update.items = {roster_item("bob@example.net", "Bob"), roster_item("carol@example.net", "")};
    auto later = update;
    later.seen_at = after(1);
    later.items = {roster_item("bob@example.net", "Robert", Subscription::remove)};
    auto card = vcard("Carol", some_day);
    card.contact = Jid::of("carol@example.net");
    card.vcard.nickname = "caro";
    auto stranger = card;
    stranger.contact = Jid::of("dave@example.net");
    auto other = mood("happy");
    other.contact = Jid::of("erin@example.net");
    archive.write({update, later, card, stranger, other});
    const archive::Reader reader(archive.path);
    const auto contacts = reader.contacts({});
    const auto names = reader.contact_names();
    REQUIRE(contacts.size() == 4);
    REQUIRE(names.size() == contacts.size());
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        CHECK(names[i].account == contacts[i].account);
        CHECK(names[i].jid == contacts[i].jid);
        CHECK(names[i].name == contacts[i].name);
        CHECK(names[i].subscription == contacts[i].subscription);
        CHECK(names[i].nickname == (contacts[i].vcard ? contacts[i].vcard->vcard.nickname : ""));
    }
}

TEST_CASE_METHOD(ArchiveFixture, "whose vCard was fetched lately is known, with its photo") {
    auto with_photo = vcard("Bob", some_day + std::chrono::hours(2));
    with_photo.avatar = Avatar{.sha1 = std::string(40, 'a'), .mime = "image/png", .bytes = "abc"};
    auto carol = vcard("Carol", some_day);
    carol.contact = Jid::of("carol@example.net");
    write({vcard("Robert", some_day + std::chrono::hours(1)), with_photo, carol});
    const auto fetched =
        archive::Reader(path).vcards_fetched_since(alice, some_day + std::chrono::minutes(30));
    REQUIRE(fetched.size() == 1);
    CHECK(fetched[0].contact == bob);
    CHECK(fetched[0].photo_sha1 == std::string(40, 'a'));
    CHECK(fetched[0].fetched_at == some_day + std::chrono::hours(2));
    CHECK(archive::Reader(path).vcards_fetched_since(bob, some_day).empty());
}
