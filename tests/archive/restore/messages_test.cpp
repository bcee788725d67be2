// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/messages.hpp"

#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Import;
using Rows = std::vector<std::string>;

static const Jid room = Jid::of("tea@rooms.example.org");

static Message said(std::string_view body, std::string_view nick, std::string_view id,
                    milliseconds later = 0ms) {
    auto value = message(body, some_day + later);
    value.with = room;
    value.in_room = true;
    value.type = MessageType::groupchat;
    value.from = nick.empty() ? room : room.with_resource(nick);
    value.message_id = "m-" + std::string(id);
    value.stanza_id = StanzaId{std::string(id), room};
    return value;
}

static Receipt displayed(const Jid& from, std::string_view named_id, std::string_view occupant_id) {
    return {.account = alice,
            .direction = Direction::in,
            .with = from.bare(),
            .from = from,
            .kind = ReceiptKind::displayed,
            .named_id = std::string(named_id),
            .stamp = some_day + 1min,
            .in_room = from.bare() == room,
            .occupant_id = std::string(occupant_id)};
}

namespace {

/// An archive, and another one that is made of its records.
struct RoundTripFixture : ArchiveFixture {
    std::filesystem::path other = folder / "other.db";

    ~RoundTripFixture() { CHECK(archive::Reader(other).verify().empty()); }

    static std::vector<MessageRecord> records_of(const std::filesystem::path& archive) {
        std::vector<MessageRecord> list;
        query::Query query;
        query.sort = query::Sort::oldest;
        archive::Reader(archive).for_each_message(query, [&](const MessageRecord& record) {
            list.push_back(record);
            return true;
        });
        return list;
    }
    archive::ImportCounts import_into(const std::filesystem::path& target) const {
        Import import(target, Import::Mode::write);
        const auto list = records_of(path);
        import.add(std::vector<Record>(list.begin(), list.end()));
        return import.counts();
    }
    /// What the other archive says of the only message; both again after a second import.
    MessageRecord restored() const {
        CHECK(import_into(other).messages == 1);
        CHECK(import_into(other).known == 1);
        CHECK(import_into(path).known == 1);
        const auto list = records_of(other);
        REQUIRE(list.size() == 1);
        CHECK(list[0].id == records_of(path)[0].id);
        return list[0];
    }
};

}  // namespace

TEST_CASE_METHOD(RoundTripFixture, "moderation survives export and import") {
    auto moderation = said("", "", "s2", 1s);
    moderation.annotation = Annotation{.kind = AnnotationKind::moderation,
                                       .named_id = "s1",
                                       .reason = "spam",
                                       .jid = room.with_resource("Nurse")};
    if (GENERATE(false, true)) moderation.annotation->jid = {};
    write({said("buy", "Mallory", "s1"), moderation});
    const auto before = records_of(path);
    REQUIRE(before.size() == 1);
    const auto after = restored();
    REQUIRE(after.retraction);
    CHECK(after.retraction->moderator == before[0].retraction->moderator);
    CHECK(after.retraction->reason == "spam");
    CHECK(after.retraction->at == some_day + 1s);
    CHECK(after.body == "buy");
}

TEST_CASE_METHOD(RoundTripFixture, "a retraction by the sender survives export and import") {
    auto first = message("regret");
    first.message_id = "m1";
    auto retraction = message("", some_day + 1s);
    retraction.annotation =
        Annotation{.kind = AnnotationKind::retraction, .named_id = "m1", .reason = "typo"};
    write({first, retraction});
    const auto after = restored();
    REQUIRE(after.retraction);
    CHECK(after.retraction->moderator.empty());
    CHECK(after.retraction->reason == "typo");
}

TEST_CASE_METHOD(RoundTripFixture, "receipts of a room survive export and import") {
    write({said("hello", "Bob", "s1"), displayed(room.with_resource("Carol"), "s1", ""),
           displayed(room.with_resource("Dave"), "s1", "o-dave"),
           displayed(room.with_resource("Eve"), "m-s1", "o-eve")});
    const auto before = records_of(path);
    REQUIRE(before[0].receipts.size() == 3);
    CHECK(restored().receipts == before[0].receipts);
    CHECK(rows("SELECT occupant, named_id FROM receipt ORDER BY occupant") ==
          Rows{"Carol|s1", "o-dave|s1", "o-eve|m-s1"});
    CHECK(test::rows(other, "SELECT occupant, named_id FROM receipt ORDER BY occupant") ==
          Rows{"Carol|s1", "o-dave|s1", "o-eve|m-s1"});
}

TEST_CASE_METHOD(RoundTripFixture, "receipts of a contact survive export and import") {
    auto mine = message("hello");
    mine.direction = Direction::out;
    mine.from = Jid::of("alice@example.org/phone");
    mine.to = bob;
    mine.message_id = "m1";
    write({mine, displayed(Jid::of("bob@example.net/phone"), "m1", "")});
    const auto before = records_of(path);
    REQUIRE(before[0].receipts.size() == 1);
    CHECK(restored().receipts == before[0].receipts);
}

TEST_CASE_METHOD(RoundTripFixture, "languages survive export and import") {
    auto value = message("");
    SECTION("of several texts") { value.bodies = {{"en", "cat"}, {"de", "Katze"}, {"", "felis"}}; }
    SECTION("of one text") { value.bodies = {{"de", "Katze"}}; }
    SECTION("of several, none without a language") {
        value.bodies = {{"en", "cat"}, {"de", "Katze"}};
    }
    SECTION("that came twice") { value.bodies = {{"de", "Katze"}, {"de", "Kater"}}; }
    write({value});
    const auto before = records_of(path);
    const auto after = restored();
    CHECK(after.lang == before[0].lang);
    CHECK(after.body == before[0].body);
    CHECK(after.bodies == before[0].bodies);
    CHECK(test::rows(other, "SELECT lang, body FROM message_body ORDER BY lang") ==
          rows("SELECT lang, body FROM message_body ORDER BY lang"));
}

TEST_CASE_METHOD(RoundTripFixture, "languages of a correction survive export and import") {
    auto first = message("cat");
    first.message_id = "m1";
    auto correction = message("", some_day + 1s);
    correction.message_id = "m2";
    correction.bodies = {{"en", "tomcat"}, {"de", "Kater"}};
    correction.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "m1"};
    write({first, correction});
    const auto before = records_of(path);
    const auto after = restored();
    CHECK(after.bodies == before[0].bodies);
    CHECK(after.versions == before[0].versions);
    CHECK(after.body == "tomcat");
}

TEST_CASE_METHOD(RoundTripFixture, "reactions of a room survive export and import") {
    auto react = [](std::string_view nick, std::string_view id, std::string_view occupant_id) {
        auto value = said("", nick, id, 1s);
        value.occupant_id = occupant_id;
        value.annotation =
            Annotation{.kind = AnnotationKind::reaction, .named_id = "s1", .emoji = {"👍", "🎉"}};
        return value;
    };
    write({said("hello", "Bob", "s1"), react("Carol", "s2", "o-carol"), react("Dave", "s3", "")});
    const auto before = records_of(path);
    REQUIRE(before[0].reactions.size() == 2);
    CHECK(restored().reactions == before[0].reactions);
}

TEST_CASE_METHOD(RoundTripFixture, "a reply and its links survive export and import") {
    auto value = message("see this");
    value.reply = Annotation{.kind = AnnotationKind::reply, .named_id = "m0", .jid = bob};
    value.attachments = {
        {.url = "https://example.org/a", .description = "a", .mime = "image/png", .size = 7},
        {.url = "https://example.org/b"}};
    value.origin_id = "o1";
    value.thread = "t1";
    value.off_the_record = true;
    write({value});
    const auto after = restored();
    CHECK(after.reply_to == records_of(path)[0].reply_to);
    CHECK(after.attachments == value.attachments);
    CHECK(after.origin_id == "o1");
    CHECK(after.thread == "t1");
    CHECK(after.off_the_record);
}

TEST_CASE_METHOD(RoundTripFixture,
                 "every way in which a message came survives, and who delayed it") {
    auto live = message_with_id("hello", "s1");
    auto offline = live;
    offline.via = Via::offline;
    offline.delay = Delay{some_day, bob};
    write({live, offline});
    const auto after = restored();
    CHECK(after.via == std::vector{Via::stream, Via::offline});
    CHECK(after.delayed_by == bob);
    CHECK(after.stanza_id == "s1");
    CHECK(test::rows(other, "SELECT via, claimed_stamp IS NULL FROM message_copy ORDER BY id") ==
          Rows{"stream|1", "offline|0"});
}

TEST_CASE_METHOD(RoundTripFixture, "two equal messages and one more are three, in any archive") {
    write({message("ping"), message("ping"), message("ping", some_day + 1ms)});
    CHECK(import_into(other).messages == 3);
    CHECK(import_into(other).known == 3);
    CHECK(import_into(path).known == 3);
    CHECK(records_of(other).size() == 3);
}

TEST_CASE_METHOD(RoundTripFixture,
                 "messages that only the server's archive orders are found again") {
    std::vector<Event> page;
    for (int i = 0; i < 5; ++i) {
        auto value = message("ping", some_day);
        value.paged_backwards = true;
        page.emplace_back(value);
    }
    write(page);
    CHECK(import_into(other).messages == 5);
    CHECK(import_into(other).known == 5);
    CHECK(import_into(path).known == 5);
}
