// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/annotations.hpp"

#include "archive/annotation_fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

TEST_CASE_METHOD(AnnotationFixture, "a correction is the latest version of what it corrects") {
    const bool backwards = GENERATE(false, true);
    write_each({named("helo", "m1"), correction("hello", "m1", "m2"),
                correction("hello world", "m1", "m3", 2s)},
               backwards);
    const auto list = found();
    REQUIRE(list.size() == 1);
    CHECK(list[0].body == "hello world");
    CHECK(list[0].versions ==
          std::vector<MessageVersion>{{some_day, "helo"},
                                      {some_day + 1s, "hello", list[0].id + 1000, "m2"},
                                      {some_day + 2s, "hello world", list[0].id + 2000, "m3"}});
    CHECK(rows("SELECT body FROM message ORDER BY id") == Rows{"helo", "hello", "hello world"});
    CHECK(counted() == "1");
}

TEST_CASE_METHOD(AnnotationFixture, "the words of every version find the message, once") {
    const bool backwards = GENERATE(false, true);
    write_each({named("early", "m1"), correction("middle", "m1", "m2"),
                correction("late https://example.org", "m1", "m3", 2s), named("other", "m4", 3s)},
               backwards);
    for (const auto* text : {"early", "middle", "late", "/earl/", "/iddl/", "has:link", "is:edited",
                             "has:correction", "-other"}) {
        INFO(text);
        CHECK(bodies(text) == Rows{"late https://example.org"});
    }
    CHECK(bodies("-/iddl/") == Rows{"other"});
    CHECK(bodies("early OR other") == Rows{"late https://example.org", "other"});
}

TEST_CASE_METHOD(AnnotationFixture,
                 "all in one batch, or begun anew between, makes no difference") {
    SECTION("one batch") { write({correction("hello", "m1", "m2"), named("helo", "m1")}); }
    SECTION("two writers") {
        write({correction("hello", "m1", "m2")});
        restart();
        write({named("helo", "m1")});
    }
    CHECK(bodies("helo") == Rows{"hello"});
    CHECK(counted() == "1");
}

TEST_CASE_METHOD(AnnotationFixture, "a correction without its message is a message") {
    write({correction("hello", "m1", "m2")});
    CHECK(bodies("hello") == Rows{"hello"});
    CHECK(found().front().annotates->id == 0);
    CHECK(counted() == "1");
    CHECK(bodies("is:edited").empty());
}

TEST_CASE_METHOD(AnnotationFixture, "a correction of a correction corrects the original") {
    const std::vector<Message> list = {named("one", "m1"), correction("two", "m1", "m2", 1s),
                                       correction("three", "m2", "m3", 2s)};
    std::vector<std::size_t> order = {0, 1, 2};
    do {
        ArchiveFixture archive;
        for (const auto i : order) archive.write({list[i]});
        CHECK(archive.rows("SELECT DISTINCT target_id = (SELECT min(id) FROM message), hides "
                           "FROM annotation") == Rows{"1|1"});
        CHECK(archive.rows("SELECT messages FROM conversation") == Rows{"1"});
        CHECK(archive::Reader(archive.path).verify().empty());
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE_METHOD(AnnotationFixture, "two corrections that name each other are no circle") {
    write({correction("one", "m2", "m1"), correction("two", "m1", "m2")});
    CHECK(bodies() == Rows{"two"});
    write({correction("three", "m3", "m3", 3s)});
    CHECK(bodies() == Rows{"two", "three"});
}

TEST_CASE_METHOD(AnnotationFixture,
                 "of several messages with the id the nearest earlier one counts") {
    write({named("first", "m", 0ms), named("second", "m", 10min), named("third", "m", 20min),
           correction("corrected", "m", "n", 11min)});
    CHECK(bodies() == Rows{"first", "corrected", "third"});
}

TEST_CASE_METHOD(AnnotationFixture, "only its sender corrects or retracts a message") {
    const auto kind = GENERATE(AnnotationKind::correction, AnnotationKind::retraction);
    const bool backwards = GENERATE(false, true);
    auto foreign = annotating(named("forged", "m3", 2s), kind, "m1");
    SECTION("not the other side") { foreign = outgoing(foreign); }
    SECTION("not another contact") {
        foreign.from = Jid::of("mallory@example.net/x");
        foreign.with = foreign.from.bare();
    }
    SECTION("not as an error") { foreign.type = MessageType::error, foreign.annotation.reset(); }
    write_each({named("true", "m1"), foreign}, backwards);
    CHECK(bodies() == Rows{"true", "forged"});
    CHECK(bodies("is:edited").empty());
    CHECK(bodies("is:retracted").empty());
}

TEST_CASE_METHOD(AnnotationFixture,
                 "another client of the sender may correct, by whatever way it came") {
    auto mine = outgoing(named("helo", "m1"));
    auto later = outgoing(correction("hello", "m1", "m2"));
    later.from = Jid::of("alice@example.org/laptop");
    later.via = Via::carbon;
    auto archived = later;
    archived.via = Via::archive;
    archived.stanza_id = StanzaId{"s2", alice};
    write({mine, later, archived});
    CHECK(bodies() == Rows{"hello"});
    CHECK(count("annotation") == 1);
    CHECK(rows("SELECT count(*) FROM message_copy GROUP BY message_id") == Rows{"1", "2"});
}

TEST_CASE_METHOD(AnnotationFixture, "in a room the same occupant corrects, and nobody else") {
    const auto original = in_room(named("helo", "m1"), "bob", "s1", "o-1");
    auto later = correction("hello", "m1", "m2");
    SECTION("by occupant-id, under another nickname") {
        write({original, in_room(later, "robert", "s2", "o-1")});
        CHECK(bodies() == Rows{"hello"});
    }
    SECTION("not under the same nickname with another occupant-id") {
        write({original, in_room(later, "bob", "s2", "o-2")});
        CHECK(bodies() == Rows{"helo", "hello"});
    }
    SECTION("not without an occupant-id where the message has one") {
        write({original, in_room(later, "bob", "s2")});
        CHECK(bodies() == Rows{"helo", "hello"});
    }
    SECTION("by the nickname where the message has no occupant-id") {
        auto without = original;
        without.occupant_id.clear();
        write({without, in_room(later, "bob", "s2")});
        CHECK(bodies() == Rows{"hello"});
    }
    SECTION("not under another nickname without an occupant-id") {
        write({original, in_room(later, "mallory", "s2")});
        CHECK(bodies() == Rows{"helo", "hello"});
    }
    SECTION("not in a room that we are not known to be in") {
        auto strange = in_room(later, "mallory", "");
        strange.in_room = false;
        auto before = original;
        before.in_room = false;
        write({before, strange});
        CHECK(bodies() == Rows{"helo", "hello"});
    }
    SECTION("not by a private message") {
        auto private_message = in_room(later, "bob", "");
        private_message.type = MessageType::chat;
        write({original, private_message});
        CHECK(bodies() == Rows{"helo", "hello"});
    }
}

TEST_CASE_METHOD(AnnotationFixture, "an encrypted correction is a version without a text") {
    auto value = correction("", "m1", "m2");
    value.encryption = "urn:xmpp:omemo:2";
    write({value});
    CHECK(found().size() == 1);
    write({named("plain", "m1")});
    REQUIRE(found().size() == 1);
    CHECK(found()[0].body.empty());
    CHECK(found()[0].encryption == "urn:xmpp:omemo:2");
    CHECK(bodies("plain").size() == 1);
}

TEST_CASE_METHOD(AnnotationFixture, "a message that is corrected without end stays small") {
    const std::string long_text(20'000, 'x');
    std::vector<Event> batch{named("original", "m")};
    for (int i = 1; i <= 40; ++i)
        batch.emplace_back(correction(long_text + " v" + std::to_string(i), "m",
                                      "c" + std::to_string(i), milliseconds(i)));
    write(batch);
    CHECK(std::stoll(rows("SELECT max(length(segmented)) FROM message").front()) <= 300'000);
    CHECK(bodies("v40").size() == 1);
    CHECK(bodies("original").size() == 1);
}

TEST_CASE_METHOD(AnnotationFixture, "what corrects a message that nobody sees is a message") {
    // A correction of nothing that is here, without a text, is hidden.
    auto hidden = correction("", "m1", "m2");
    hidden.bodies.clear();
    write({hidden, correction("third", "m2", "m3", 2s)});
    CHECK(bodies() == Rows{"third"});
    CHECK(bodies("third") == Rows{"third"});
    CHECK(bodies("is:edited").empty());
    CHECK(counted() == "1");
}

TEST_CASE_METHOD(AnnotationFixture, "a text that comes late is found by every version") {
    auto original = named("", "m1");
    original.stanza_id = StanzaId{"s1", alice};
    auto late = original;
    late.bodies = {{"", "early"}, {"de", "früh"}};
    late.subjects = {{"", "topic"}};
    std::vector<Message> list{original, correction("middle", "m1", "m2"),
                              correction("last", "m1", "m3", 2s)};
    SECTION("behind the corrections") { list.insert(list.end(), late); }
    SECTION("between them") { list.insert(list.begin() + 2, late); }
    SECTION("before them") { list.insert(list.begin() + 1, late); }
    for (const auto& value : list) write({value});
    for (const auto* text : {"early", "früh", "topic", "middle", "last"}) {
        INFO(text);
        CHECK(bodies(text) == Rows{"last"});
    }
    CHECK(count("message_copy") == 4);
}
