// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/annotations.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "archive/split.hpp"
#include "query/parse.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

static const Jid room = Jid::of("tea@rooms.example.org");

static Message named(std::string_view body, std::string_view id, milliseconds later = 0ms) {
    auto value = message(body, some_day + later);
    value.message_id = id;
    return value;
}

static Message annotating(Message value, AnnotationKind kind, std::string_view named_id) {
    value.annotation = Annotation{.kind = kind, .named_id = std::string(named_id)};
    return value;
}

static Message correction(std::string_view body, std::string_view named_id, std::string_view id,
                          milliseconds later = 1s) {
    return annotating(named(body, id, later), AnnotationKind::correction, named_id);
}

static Message reaction(std::string_view named_id, std::vector<std::string> emoji,
                        milliseconds later = 1s) {
    auto value = annotating(message("", some_day + later), AnnotationKind::reaction, named_id);
    value.annotation->emoji = std::move(emoji);
    return value;
}

static Message outgoing(Message value) {
    value.direction = Direction::out;
    std::swap(value.from, value.to);
    value.from = Jid::of("alice@example.org/phone");
    value.to = bob;
    return value;
}

static Message in_room(Message value, std::string_view nick, std::string_view stanza_id,
                       std::string_view occupant_id = "") {
    value.with = room;
    value.in_room = true;
    value.type = MessageType::groupchat;
    value.from = nick.empty() ? room : room.with_resource(nick);
    if (!stanza_id.empty()) value.stanza_id = StanzaId{std::string(stanza_id), room};
    value.occupant_id = occupant_id;
    return value;
}

namespace {

struct AnnotationFixture : ArchiveFixture {
    ~AnnotationFixture() { CHECK(archive::Reader(path).verify().empty()); }

    std::vector<MessageRecord> found(std::string_view text = "") const {
        query::Query query;
        query.where = query::parse(text, {some_day, TimeZone::named("UTC")});
        query.sort = query::Sort::oldest;
        std::vector<MessageRecord> list;
        const archive::Reader reader(path);
        reader.for_each_message(query, [&](const MessageRecord& record) {
            list.push_back(record);
            return true;
        });
        CHECK(reader.count_messages(query.where) == static_cast<std::int64_t>(list.size()));
        return list;
    }
    /// The texts that readers see.
    Rows bodies(std::string_view text = "") const {
        Rows list;
        for (const auto& record : found(text)) list.push_back(record.body);
        return list;
    }
    Rows emoji() const {
        Rows list;
        for (const auto& record : found()) {
            for (const auto& reaction : record.reactions) {
                std::string text = reaction.from.str() + ":";
                for (const auto& one : reaction.emoji) text += " " + one;
                list.push_back(text);
            }
        }
        return list;
    }
    std::string counted() const {
        return rows("SELECT group_concat(messages, ' ') FROM conversation").front();
    }
    /// Writes one by one, in the order given or the other one.
    void write_each(std::vector<Message> list, bool backwards) {
        if (backwards) std::reverse(list.begin(), list.end());
        for (auto& value : list) write({std::move(value)});
    }
};

}  // namespace

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
    SECTION("by the nickname where there is no occupant-id") {
        write({original, in_room(later, "bob", "s2")});
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
