// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/annotation_fixture.hpp"

using namespace boswell;
using namespace boswell::test;
using Texts = std::vector<std::pair<std::string, std::string>>;

static Texts texts_of(const MessageRecord& record) {
    Texts texts;
    for (const auto& [lang, text] : record.bodies) texts.emplace_back(lang, text);
    return texts;
}

TEST_CASE_METHOD(AnnotationFixture, "a correction takes the place of the text in every language") {
    auto original = named("one", "m1");
    original.bodies = {{"en", "one"}, {"de", "eins"}};
    auto in_one = correction("two", "m1", "m2");
    in_one.bodies = {{"fr", "deux"}};
    write({original, in_one});
    CHECK(texts_of(found().at(0)).empty());
    CHECK(found().at(0).body == "deux");
    CHECK(found().at(0).lang == "fr");
    auto in_two = correction("three", "m1", "m3", 2s);
    in_two.bodies = {{"en", "three"}, {"de", "drei"}};
    write({in_two});
    CHECK(texts_of(found().at(0)) == Texts{{"de", "drei"}, {"en", "three"}});
    CHECK(found().at(0).body == "three");
    auto encrypted = correction("four", "m1", "m4", 3s);
    encrypted.encryption = "urn:xmpp:omemo:2";
    write({encrypted});
    CHECK(texts_of(found().at(0)).empty());
    CHECK(found().at(0).encryption == "urn:xmpp:omemo:2");
}

TEST_CASE_METHOD(AnnotationFixture, "a version tells which message it came with") {
    auto change = correction("two", "m1", "m2", 5s);
    change.stanza_id = StanzaId{"s2", alice};
    write({named("one", "m1"), change});
    const auto record = found().at(0);
    REQUIRE(record.versions.size() == 2);
    CHECK(record.versions[0] == MessageVersion{.stamp = some_day, .body = "one", .message_id = {}});
    CHECK(record.versions[1].stamp == some_day + 5s);
    CHECK(record.versions[1].body == "two");
    CHECK(record.versions[1].message_id == "m2");
    CHECK(record.versions[1].stanza_id == StanzaId{"s2", alice});
    CHECK(record.versions[1].id > record.id);
}

TEST_CASE_METHOD(AnnotationFixture, "of many versions the last hundred are told, and the first") {
    write({named("first", "m1")});
    for (int i = 1; i <= 101; ++i)
        write({correction(fmt::format("text {}", i), "m1", fmt::format("c{}", i), i * 1s)});
    const auto versions = found().at(0).versions;
    REQUIRE(versions.size() == 101);
    CHECK(versions.front().body == "first");
    CHECK(versions[1].body == "text 2");
    CHECK(versions.back().body == "text 101");
}

TEST_CASE_METHOD(AnnotationFixture, "reactions are in the order of time, a hundred at most") {
    write({in_room(named("hello", "m1"), "bob", "s1")});
    for (int i = 1; i <= 101; ++i) {
        auto value = in_room(reaction("s1", {"👍"}, i * 1s), fmt::format("n{}", i),
                             fmt::format("r{}", i), fmt::format("o{}", i));
        write({value});
    }
    const auto reactions = found().at(0).reactions;
    REQUIRE(reactions.size() == 100);
    CHECK(reactions.front().from == room.with_resource("n2"));
    CHECK(reactions.front().at == some_day + 2s);
    CHECK(reactions.front().occupant_id == "o2");
    CHECK(reactions.front().stanza_id == StanzaId{"r2", room});
    CHECK(reactions.back().from == room.with_resource("n101"));
}

TEST_CASE_METHOD(AnnotationFixture, "an occupant is one sender under all nicknames") {
    write({in_room(named("hello", "m1"), "bob", "s1"),
           in_room(reaction("s1", {"👍"}, 1s), "carol", "r1", "o1"),
           in_room(reaction("s1", {"🎉"}, 2s), "caro", "r2", "o1"),
           in_room(reaction("s1", {"👎"}, 3s), "carol", "r3", "o2")});
    CHECK(emoji() == Rows{"tea@rooms.example.org/caro: 🎉", "tea@rooms.example.org/carol: 👎"});
}

TEST_CASE_METHOD(AnnotationFixture, "a contact is one sender on all devices, an account as well") {
    auto desk = reaction("m1", {"🎉"}, 2s);
    desk.from = Jid::of("bob@example.net/desk");
    auto own = outgoing(reaction("m1", {"👎"}, 3s));
    write({outgoing(named("hello", "m1")), reaction("m1", {"👍"}, 1s), desk, own});
    CHECK(emoji() == Rows{"bob@example.net: 🎉", "alice@example.org: 👎"});
}

TEST_CASE_METHOD(ArchiveFixture, "a reader that goes on sees the first receipt of a conversation") {
    auto sent = message("hello");
    sent.direction = Direction::out;
    sent.message_id = "m1";
    write({sent});
    const archive::Reader reader(path);
    const auto receipts = [&] {
        std::size_t count = 0;
        reader.for_each_message({}, [&](const MessageRecord& record) {
            count += record.receipts.size();
            return true;
        });
        return count;
    };
    CHECK(receipts() == 0);
    write(
        {Receipt{.account = alice, .with = bob, .from = bob, .named_id = "m1", .occupant_id = {}}});
    CHECK(receipts() == 1);
}

TEST_CASE_METHOD(AnnotationFixture, "a retraction tells when, why, and by which message") {
    auto retraction = annotating(message("", some_day + 5s), AnnotationKind::retraction, "m1");
    retraction.annotation->reason = "wrong window";
    retraction.stanza_id = StanzaId{"s2", alice};
    write({named("oops", "m1"), retraction});
    const auto record = found().at(0);
    REQUIRE(record.retraction);
    CHECK(record.retraction->at == some_day + 5s);
    CHECK(record.retraction->reason == "wrong window");
    CHECK(record.retraction->moderator.empty());
    CHECK(record.retraction->stanza_id == StanzaId{"s2", alice});
    CHECK(record.retraction->id > record.id);
    const auto carrier = archive::Reader(path).find_message(record.retraction->id);
    REQUIRE((carrier && carrier->annotates));
    CHECK(carrier->annotates->kind == AnnotationKind::retraction);
    CHECK(carrier->annotates->named_id == "m1");
    CHECK(carrier->annotates->id == record.id);
    CHECK(carrier->annotates->stamp == some_day);
    CHECK(carrier->annotates->reason == "wrong window");
    CHECK_FALSE(carrier->reply_to);
}
