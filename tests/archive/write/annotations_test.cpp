// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/annotations.hpp"

#include "archive/annotation_fixture.hpp"
#include "archive/split.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

TEST_CASE_METHOD(AnnotationFixture, "a retracted message is kept, found, and known as retracted") {
    const bool backwards = GENERATE(false, true);
    auto value = annotating(named("fallback text", "m2", 1s), AnnotationKind::retraction, "m1");
    value.annotation->reason = "typo";
    write_each({named("regret", "m1"), value}, backwards);
    const auto list = found("regret is:retracted");
    REQUIRE(list.size() == 1);
    CHECK(list[0].body == "regret");
    CHECK(list[0].retraction ==
          Retraction{.at = some_day + 1s, .reason = "typo", .id = list[0].id + 1000});
    CHECK(bodies("fallback").empty());
    CHECK(counted() == "1");
}

TEST_CASE_METHOD(AnnotationFixture, "only the room itself moderates") {
    const bool backwards = GENERATE(false, true);
    auto value = annotating(message("", some_day + 1s), AnnotationKind::moderation, "s1");
    value.annotation->reason = "spam";
    value.annotation->jid = room.with_resource("mod");
    SECTION("the room") {
        write_each({in_room(named("buy", "m1"), "mallory", "s1"), in_room(value, "", "s2")},
                   backwards);
        const auto list = found();
        REQUIRE(list.size() == 1);
        CHECK(list[0].retraction->moderator == room.with_resource("mod"));
        CHECK(list[0].retraction->reason == "spam");
    }
    SECTION("an occupant") {
        write_each({in_room(named("buy", "m1"), "bob", "s1"), in_room(value, "mallory", "s2")},
                   backwards);
        REQUIRE(found().size() == 1);
        CHECK_FALSE(found()[0].retraction);
    }
    SECTION("by the id of the sender") {
        value.annotation->named_id = "m1";
        write_each({in_room(named("buy", "m1"), "bob", "s1"), in_room(value, "", "s2")}, backwards);
        CHECK_FALSE(found()[0].retraction);
    }
}

TEST_CASE_METHOD(AnnotationFixture, "the last reaction of each sender counts") {
    const bool backwards = GENERATE(false, true);
    write_each({named("hello", "m1"), outgoing(reaction("m1", {"👍"}, 1s)),
                outgoing(reaction("m1", {"❤", "🎉"}, 2s)), reaction("m1", {"😀"}, 3s),
                reaction("m1", {}, 4s)},
               backwards);
    CHECK(emoji() == Rows{"alice@example.org: ❤ 🎉"});
    CHECK(bodies() == Rows{"hello"});
    CHECK(bodies("has:reaction") == Rows{"hello"});
    write({outgoing(reaction("m1", {}, 5s))});
    CHECK(emoji().empty());
    CHECK(bodies("has:reaction").empty());
    CHECK(counted() == "1");
}

TEST_CASE_METHOD(AnnotationFixture, "in a room occupants react to the id that the room gave") {
    write({in_room(named("hello", "m1"), "bob", "s1"),
           in_room(named("forged", "s1", 1s), "eve", "s2"),
           in_room(reaction("s1", {"👍"}, 2s), "carol", "s3", "o-3"),
           in_room(reaction("s1", {"🎉"}, 3s), "caroline", "s4", "o-3"),
           in_room(reaction("s1", {"❤"}, 4s), "dave", "s5", "o-4")});
    CHECK(emoji() == Rows{"tea@rooms.example.org/caroline: 🎉", "tea@rooms.example.org/dave: ❤"});
    CHECK(found()[0].reactions.size() == 2);
}

TEST_CASE_METHOD(AnnotationFixture, "a reply is a message that names another") {
    const bool backwards = GENERATE(false, true);
    auto value = named("yes", "m2", 1s);
    value.reply = Annotation{.kind = AnnotationKind::reply, .named_id = "o1", .jid = bob};
    auto original = named("tea?", "m1");
    original.origin_id = "o1";
    write_each({original, value}, backwards);
    const auto list = found();
    REQUIRE(list.size() == 2);
    CHECK(list[1].reply_to == Reference{.kind = AnnotationKind::reply,
                                        .named_id = "o1",
                                        .id = list[0].id,
                                        .stamp = some_day,
                                        .jid = bob});
    CHECK(counted() == "2");
}

TEST_CASE_METHOD(AnnotationFixture, "links are kept in their order, with what is said of them") {
    auto value = named("https://example.org/a.png", "m1");
    value.attachments = {{.url = "https://example.org/a.png", .mime = "image/png", .size = 7},
                         {.url = "ftp://example.org/b", .description = "b"}};
    write({value, named("other", "m2", 1s)});
    CHECK(bodies("has:attachment") == Rows{"https://example.org/a.png"});
    CHECK(found()[0].attachments == value.attachments);
}

TEST_CASE_METHOD(AnnotationFixture,
                 "a split copy takes what it says along, and not what others said") {
    const auto original = named("helo 日本", "m1");
    auto archived = original;
    archived.via = Via::archive;
    archived.stanza_id = StanzaId{"s1", alice};
    auto edit = correction("hello", "m1", "m2");
    auto archived_edit = edit;
    archived_edit.via = Via::archive;
    archived_edit.stanza_id = StanzaId{"s2", alice};
    write({original, archived, edit, archived_edit});
    REQUIRE(bodies() == Rows{"hello"});
    archive::split_copy(path, 2);
    CHECK(bodies("helo") == Rows{"hello", "helo 日本"});
    CHECK(bodies("hello") == Rows{"hello"});
    archive::split_copy(path, 4);
    CHECK(bodies() == Rows{"hello", "helo 日本"});
    CHECK(counted() == "2");
}

TEST_CASE("any annotations in any order leave a sound archive") {
    CHECK(rc::check([] {
        const auto count = *rc::gen::inRange(2, 9);
        std::vector<Message> list;
        for (int i = 0; i < count; ++i) {
            auto value =
                named("text" + std::to_string(i), "m" + std::to_string(*rc::gen::inRange(0, 4)),
                      milliseconds(i * 100'000));
            if (*rc::gen::arbitrary<bool>()) value = outgoing(value);
            const auto kind = *rc::gen::inRange(0, 6);
            const auto name = "m" + std::to_string(*rc::gen::inRange(0, 4));
            if (kind < 4) value = annotating(value, static_cast<AnnotationKind>(kind), name);
            if (*rc::gen::inRange(0, 4) == 0) value.bodies.clear();
            list.push_back(value);
        }
        ArchiveFixture archive;
        auto shuffled = list;
        for (std::size_t i = 1; i < shuffled.size(); ++i)
            std::swap(shuffled[i], shuffled[*rc::gen::inRange<std::size_t>(0, i + 1)]);
        for (const auto& value : shuffled) archive.write({value});
        RC_ASSERT(archive::Reader(archive.path).verify().empty());
        RC_ASSERT(archive.rows("SELECT count(*) FROM annotation AS a JOIN annotation AS b "
                               "ON b.message_id = a.target_id AND b.hides") == Rows{"0"});
    }));
}

TEST_CASE_METHOD(AnnotationFixture, "the text of a message that nobody sees is found by nobody") {
    auto hidden = reaction("m1", {"👍"});
    hidden.stanza_id = StanzaId{"s1", alice};
    write({named("hello", "m1"), hidden});
    auto late = hidden;
    late.bodies = {{"", "fallback"}};
    write({late});
    CHECK(rows("SELECT body FROM message WHERE body = 'fallback'") == Rows{"fallback"});
    CHECK(bodies() == Rows{"hello"});
    CHECK(bodies("fallback").empty());
    CHECK(rows("SELECT rowid FROM search WHERE search MATCH 'fallback'").empty());
}

TEST_CASE_METHOD(AnnotationFixture, "a message of which only the tombstone is left is retracted") {
    const auto fetched = [](Message value, std::string_view id) {
        value.via = Via::archive;
        value.stanza_id = StanzaId{std::string(id), alice};
        value.stanza.clear();
        return value;
    };
    const auto tombstone = fetched(named("", "m1"), "s1");
    const auto told =
        fetched(annotating(named("", "m2", 1h), AnnotationKind::retraction, "m1"), "s1-retracted");
    const bool heard = GENERATE(false, true);
    if (heard) write({named("regret", "m1")});
    write({tombstone, told});
    write({tombstone, told});  // fetched again
    const auto list = found();
    REQUIRE(list.size() == 1);
    CHECK(list[0].body == (heard ? "regret" : ""));
    CHECK(list[0].retraction->at == some_day + 1h);
    CHECK(count("annotation") == 1);
    CHECK(counted() == "1");
}
