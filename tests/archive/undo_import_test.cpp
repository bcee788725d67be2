// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/undo_import.hpp"

#include "archive/annotation_fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Import;
using archive::UndoImport;
using Catch::Contains;
using Rows = std::vector<std::string>;

static MessageRecord record(std::string_view body, Time stamp = some_day) {
    MessageRecord record;
    record.account = alice;
    record.with = bob;
    record.from = Jid::of("bob@example.net/phone");
    record.to = Jid::of("alice@example.org/boswell");
    record.type = MessageType::chat;
    record.stamp = record.received_at = stamp;
    record.body = body;
    record.via = {Via::stream};
    return record;
}

static MessageRecord record_with_id(std::string_view body, std::string_view thread) {
    auto value = record(body);
    value.stanza_id = "s1";
    value.stanza_id_by = alice;
    value.thread = thread;
    return value;
}

static VCardRecord card(std::string_view name) {
    VCardRecord record;
    record.fetched = vcard(name);
    record.confirmed_at = record.fetched.fetched_at;
    return record;
}

static std::vector<Record> all_kinds() {
    PresenceRecord away;
    away.account = alice;
    away.contact = bob;
    away.stamp = away.seen_at = some_day;
    away.show = Show::away;
    ObservationRecord span{.account = alice, .period = {some_day, some_day + 1h}, .presence = true};
    RosterRecord entry{.account = alice};
    entry.version = {.seen_at = some_day, .item = roster_item("bob@example.net", "Bob")};
    PepRecord pep;
    pep.event = mood("happy");
    pep.confirmed_at = some_day;
    DeviceKeyRecord key;
    key.account = alice;
    key.contact = bob;
    key.list = PepNode::axolotl_devices;
    key.device = 7;
    key.fingerprint = std::string(64, 'a');
    key.first_seen = key.last_seen = some_day;
    const MoveClaimRecord claim{.account = alice,
                                .contact = bob,
                                .claimant = Jid::of("bob@example.com"),
                                .first_seen = some_day,
                                .last_seen = some_day};
    return {away, span, entry, card("Bob"), pep, key, claim};
}

namespace {

struct UndoFixture : ArchiveFixture {
    ~UndoFixture() { CHECK(archive::Reader(path).verify().empty()); }

    archive::ImportCounts import(const std::vector<Record>& records) const {
        Import import(path, Import::Mode::write);
        import.add(records);
        import.end_run();
        return import.counts();
    }
    archive::UndoCounts undo(std::int64_t run, Import::Mode mode = Import::Mode::write) const {
        UndoImport undo(path, run, mode);
        while (undo.advance()) {
        }
        return undo.counts();
    }
    std::vector<MessageRecord> messages() const {
        std::vector<MessageRecord> records;
        archive::Reader(path).for_each_message({}, [&](const MessageRecord& record) {
            records.push_back(record);
            return true;
        });
        return records;
    }
    Rows found(const std::string& word) const {
        return rows("SELECT count(*) FROM search WHERE search MATCH '" + word + "'");
    }
};

}  // namespace

TEST_CASE_METHOD(UndoFixture, "what only the undone import had is gone") {
    write({message("live", some_day - 1h)});
    auto told = record("told");
    told.attachments = {{.url = "https://example.org/a.png"}};
    told.bodies = {{"", "told"}, {"de", "erzählt"}};
    auto records = all_kinds();
    records.emplace_back(told);
    import(records);
    REQUIRE(count("message") == 2);

    const auto counts = undo(1);
    CHECK(counts.messages == 1);
    CHECK(counts.presences == 1);
    CHECK(counts.observations == 1);
    CHECK(counts.contact_versions == 5);
    CHECK(counts.kept_messages == 0);
    CHECK(counts.kept_versions == 0);
    for (const auto* table :
         {"presence", "roster_change", "vcard", "pep_event", "device_key", "move_claim",
          "attachment", "message_body", "imported_message", "imported_row"}) {
        INFO(table);
        CHECK(count(table) == 0);
    }
    CHECK(rows("SELECT count(*) FROM observation WHERE imported") == Rows{"0"});
    CHECK(rows("SELECT body FROM message") == Rows{"live"});
    CHECK(rows("SELECT messages, first_stamp = last_stamp FROM conversation") == Rows{"1|1"});
    CHECK(found("told") == Rows{"0"});
    CHECK(found("live") == Rows{"1"});
}

TEST_CASE_METHOD(
    UndoFixture,
    "what named a message by an id that only the undone import had waits for another one") {
    const auto kind =
        GENERATE(AnnotationKind::reaction, AnnotationKind::reply, AnnotationKind::moderation);
    auto said = record("said");
    said.with = room;
    said.in_room = true;
    said.from = room.with_resource("Owl");
    said.type = MessageType::groupchat;
    said.stanza_id = "s1";
    said.stanza_id_by = room;
    import({said});
    auto answer = in_room(annotating(named("answer", "m2", 1s), kind, "s1"), "Owl", "s2");
    if (kind == AnnotationKind::reply) {
        answer.reply = answer.annotation;
        answer.annotation.reset();
    }
    if (kind == AnnotationKind::moderation) answer.from = room;
    write({answer});
    said.stanza_id.clear();
    said.stanza_id_by = {};
    import({said});
    REQUIRE(count("message") == 2);
    REQUIRE(rows("SELECT target_id IS NOT NULL FROM annotation") == Rows{"1"});
    CHECK(undo(1).kept_messages == 1);
    CHECK(rows("SELECT target_id IS NULL, hides FROM annotation") == Rows{"1|0"});
    CHECK(found("answer") == Rows{"1"});
    CHECK(found("said") == Rows{"1"});
    write({in_room(named("said", "m1"), "Owl", "s1")});  // it comes from the room, after all
    CHECK(rows("SELECT target_id IS NOT NULL FROM annotation") == Rows{"1"});
}

TEST_CASE_METHOD(UndoFixture, "what a clock showed goes with the only import that says so") {
    write({message_with_id("hello", "s1")});
    auto told = record_with_id("hello", "");
    told.local_time = LocalTime{"2026-11-21 03:46:40", "Europe/Berlin", false};
    import({told});
    import({told});
    CHECK(messages().front().local_time == told.local_time);
    undo(1);
    CHECK(messages().front().local_time == told.local_time);
    undo(2);
    CHECK_FALSE(messages().front().local_time);
    CHECK(count("local_time") == 0);
    CHECK(count("message") == 1);
}

TEST_CASE_METHOD(UndoFixture, "an account that only the import had is gone") {
    auto other = record("told");
    other.account = Jid::of("carol@example.org");
    import({other});
    undo(1);
    CHECK(count("account") == 0);
    CHECK(import({other}).messages == 1);
}

TEST_CASE_METHOD(UndoFixture, "a message that came live keeps what that said, and its stanza") {
    auto live = message_with_id("hello", "s1");
    live.message_id = "m1";
    live.stanza = "<message id='m1'><body>hello</body><thread>t1</thread></message>";
    write({live});
    CHECK(import({record_with_id("hello", "t1")}).completed == 1);
    REQUIRE(messages().front().thread == "t1");

    CHECK(undo(1).kept_messages == 1);
    const auto left = messages().front();
    CHECK(left.thread.empty());
    CHECK(left.stanza_id == "s1");
    CHECK(left.message_id == "m1");
    CHECK(left.body == "hello");
    const auto copies = archive::Reader(path).copies(left.id);
    REQUIRE(copies.size() == 1);
    CHECK(copies.front().stanza == live.stanza);
    CHECK(count("imported_message") == 0);
}

TEST_CASE_METHOD(UndoFixture, "a stanza-id that only the import named is gone") {
    write({message("hello")});
    import({record_with_id("hello", "")});
    REQUIRE(messages().front().stanza_id == "s1");
    CHECK(undo(1).kept_messages == 1);
    CHECK(messages().front().stanza_id.empty());
    CHECK(count("message_copy") == 1);
    CHECK(count("message_key") == 0);
    CHECK(count("provisional") == 1);
}

TEST_CASE_METHOD(UndoFixture, "what was joined to an imported message afterwards stays") {
    auto told = record_with_id("hello", "t1");
    told.stamp = told.received_at = some_day - 3h;  // by a clock that was wrong
    told.subject = "only there";
    import({told});
    auto archived = message_with_id("hello", "s1");
    archived.via = Via::archive;
    archived.delay = Delay{some_day, alice};
    archived.received_at += 1h;
    write({archived});
    REQUIRE(count("message") == 1);

    CHECK(undo(1).kept_messages == 1);
    const auto left = messages().front();
    CHECK(left.stamp == some_day);
    CHECK(left.received_at == some_day + 1h);
    CHECK(left.subject.empty());
    CHECK(left.thread.empty());
    CHECK(left.stanza_id == "s1");
    CHECK(left.via == std::vector{Via::archive});
    CHECK(rows("SELECT joined_by FROM message_copy") == Rows{"first"});
    CHECK(found("there") == Rows{"0"});
    CHECK(found("hello") == Rows{"1"});
}

TEST_CASE_METHOD(UndoFixture, "what another import brought as well stays") {
    auto records = all_kinds();
    records.emplace_back(record_with_id("hello", ""));
    import(records);
    auto again = all_kinds();
    again.emplace_back(record_with_id("hello", "t1"));
    again.emplace_back(record("only here", some_day + 1h));
    import(again);

    SECTION("if the first one is undone") {
        const auto counts = undo(1);
        CHECK(counts.messages == 0);
        CHECK(counts.kept_messages == 1);
        CHECK(counts.presences + counts.observations + counts.contact_versions == 0);
        CHECK(count("message") == 2);
        CHECK(rows("SELECT thread FROM message WHERE body = 'hello'") == Rows{"t1"});
        CHECK(count("vcard") == 1);
        CHECK(undo(2).messages == 2);
    }
    SECTION("if the second one is undone") {
        const auto counts = undo(2);
        CHECK(counts.messages == 1);
        CHECK(counts.kept_messages == 1);
        CHECK(counts.contact_versions == 0);
        CHECK(rows("SELECT body, thread FROM message") == Rows{"hello|-"});
        CHECK(undo(1).messages == 1);
    }
    CHECK(count("message") == 0);
    CHECK(count("presence") == 0);
    CHECK(count("vcard") == 0);
}

TEST_CASE_METHOD(UndoFixture, "a stanza-id that another import names as well stays") {
    write({message("hello")});
    auto told = record_with_id("hello", "");
    told.via = {Via::archive};
    import({told});
    import({record_with_id("hello", "")});
    undo(1);
    REQUIRE(messages().size() == 1);
    CHECK(messages().front().stanza_id == "s1");
    CHECK(messages().front().via == std::vector{Via::stream});
}

TEST_CASE_METHOD(UndoFixture,
                 "a later retraction of another import applies once the first is gone") {
    auto live = message("hello");
    live.message_id = "m1";
    write({live});
    auto told = record("hello");
    told.message_id = "m1";
    told.retraction = Retraction{.at = some_day + 1s, .reason = "first"};
    import({told});
    told.retraction = Retraction{.at = some_day + 2s, .reason = "second"};
    import({told});
    CHECK(messages().front().retraction.value().reason == "first");
    undo(1);
    CHECK(messages().front().retraction.value().reason == "second");
}

TEST_CASE_METHOD(UndoFixture, "a correction that the import brought no longer applies") {
    auto live = message("teh");
    live.message_id = "m1";
    write({live});
    auto told = record("the");
    told.message_id = "m1";
    told.versions = {{.stamp = some_day, .body = "teh", .message_id = "m1"},
                     {.stamp = some_day + 1s, .body = "the", .message_id = "m2"}};
    import({told});
    REQUIRE(messages().front().body == "the");
    undo(1);
    CHECK(messages().front().body == "teh");
    CHECK(messages().front().versions.empty());
    CHECK(found("the") == Rows{"0"});
    CHECK(found("teh") == Rows{"1"});
}

TEST_CASE_METHOD(UndoFixture, "what was done to a message that is gone waits for it again") {
    auto told = record("teh");
    told.message_id = "m1";
    import({told});
    auto correction = message("the", some_day + 1s);
    correction.message_id = "m2";
    correction.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "m1"};
    auto reaction = message("", some_day + 2s);
    reaction.message_id = "m3";
    reaction.annotation =
        Annotation{.kind = AnnotationKind::reaction, .named_id = "m1", .emoji = {"🦉"}};
    write({correction, reaction});
    REQUIRE(messages().size() == 1);
    const auto before = messages().front();

    undo(1);
    REQUIRE(messages().size() == 1);
    CHECK(messages().front().body == "the");
    CHECK(found("the") == Rows{"1"});
    import({told});
    REQUIRE(messages().size() == 1);
    CHECK(messages().front().body == before.body);
    CHECK(messages().front().versions.size() == before.versions.size());
    CHECK(messages().front().reactions.size() == 1);
}

TEST_CASE_METHOD(UndoFixture, "a version that the agent has seen since the import stays") {
    RosterRecord entry{.account = alice};
    entry.version = {.seen_at = some_day, .item = roster_item("bob@example.net", "Bob")};
    import({card("Bob"), entry});
    const auto later = now() + 1h;
    write({vcard("Bob", later), ConnectionChanged{.account = alice,
                                                  .state = ConnectionState::online,
                                                  .at = later,
                                                  .last_proof = later}});
    REQUIRE(count("vcard") == 1);
    const auto counts = undo(1);
    CHECK(counts.contact_versions == 0);
    CHECK(counts.kept_versions == 2);
    CHECK(count("vcard") == 1);
    CHECK(count("roster_change") == 1);
}

TEST_CASE_METHOD(UndoFixture, "a message that somebody has split is left as it is") {
    write({message_with_id("hello", "s1")});
    import({record_with_id("hello", "t1")});
    {
        sqlite::Database database(path, sqlite::Access::read_write);
        database.execute("UPDATE message_copy SET joined_by = 'split'");
    }
    CHECK(undo(1).kept_messages == 1);
    CHECK(rows("SELECT thread FROM message") == Rows{"t1"});
}

TEST_CASE_METHOD(UndoFixture, "an import is undone once, and only if there is one") {
    CHECK_THROWS_WITH(undo(1), Contains("there is no import 1"));
    import({record("hello")});
    undo(1);
    CHECK_THROWS_WITH(undo(1), Contains("import 1 was undone at"));
    CHECK(import({record("hello")}).messages == 1);
    CHECK(undo(2).messages == 1);
    const auto runs = archive::Reader(path).import_runs();
    REQUIRE(runs.size() == 2);
    CHECK(runs[0].undone_at);
    CHECK(runs[1].messages == 1);
}

TEST_CASE_METHOD(UndoFixture, "an import that is undone while it lasts ends") {
    Import import(path, Import::Mode::write);
    import.begin_run("/history");
    import.add(std::vector<Record>{record("hello")});
    CHECK(undo(1).messages == 1);
    CHECK_THROWS_WITH(import.add(std::vector<Record>{record("more")}),
                      Contains("import run 1 was undone while it lasted"));
    CHECK(count("message") == 0);
}

TEST_CASE_METHOD(UndoFixture, "an undoing that was interrupted goes on") {
    std::vector<Record> records;
    for (int i = 0; i < 2500; ++i)
        records.emplace_back(record("number" + std::to_string(i), some_day + i * 1s));
    import(records);
    {
        UndoImport begun(path, 1, Import::Mode::write);
        CHECK(begun.total() == 2500);
        REQUIRE(begun.advance());
        CHECK(begun.done() == begun.counts().messages);
    }
    const auto left = count("message");
    REQUIRE(left > 0);
    CHECK(undo(1).messages == left);
    CHECK(count("message") == 0);
}

TEST_CASE_METHOD(UndoFixture, "the contacts of a server or a contact file can be taken back") {
    const auto kinds = all_kinds();
    const std::vector<Record> contacts{kinds[2], kinds[3]};
    for (const auto origin : {archive::Origin::server, archive::Origin::history}) {
        for (int run = 0; run < 2; ++run) {
            Import import(path, Import::Mode::write);
            import.begin_file(origin);
            import.add(contacts);
            import.end_run();
        }
        const auto last = archive::Reader(path).import_runs().back().run;
        CHECK(undo(last - 1).contact_versions == 0);  // the second run had them, too
        CHECK(count("roster_change") == 1);
        CHECK(undo(last).contact_versions == 2);
        CHECK(count("roster_change") + count("vcard") == 0);
    }
}

TEST_CASE_METHOD(UndoFixture, "presence that only the import had counts no longer") {
    RosterItem entry = roster_item("bob@example.net");
    write({connection(ConnectionState::online),
           RosterUpdate{.account = alice, .seen_at = some_day, .items = {entry}}});
    const auto see = [&](int from, int to) {
        for (int i = from; i < to; ++i) {
            auto value = presence("bob@example.net/phone", some_day + i * 1s);
            value.show = i % 2 == 0 ? Show::away : Show::available;
            write({value});
        }
        write({ProofOfLife{.account = alice, .at = some_day + to * 1s}});
    };
    const auto seen = [&] {
        Rows states;
        archive::Reader(path).for_each_interval({}, {some_day + 10s, some_day + 60s}, some_day + 1h,
                                                [&](const auto& interval) {
                                                    states.emplace_back(to_string(interval.state));
                                                    return true;
                                                });
        return states;
    };
    see(1, 70);
    const auto before = seen();
    REQUIRE(before.size() > 40);
    PresenceRecord told;
    told.account = alice;
    told.contact = bob;
    told.resource = "desk";
    told.priority = 9;
    told.show = Show::dnd;
    told.stamp = told.seen_at = some_day + 40s;
    import({told});
    REQUIRE(seen() != before);
    const auto said_by_the_import = "SELECT count(*) FROM presence_content WHERE priority = 9";
    REQUIRE(rows(said_by_the_import) == Rows{"1"});
    see(70, 90);
    undo(1);
    CHECK(rows(said_by_the_import) == Rows{"0"});
    CHECK(archive::Reader(path).verify().empty());
    see(90, 140);
    CHECK(count("presence_state") > 0);
    CHECK(seen() == before);
}

TEST_CASE_METHOD(UndoFixture,
                 "what arrives after an undoing is behind all that arrived before it") {
    write({message("live", some_day - 1h)});
    import({record("hello"), record("more", some_day + 1h)});
    const auto mark = archive::Reader(path).arrival_mark();
    const auto name = archive::Reader(path).archive_id();
    undo(1);
    write({message("news", some_day + 2h)});
    CHECK(archive::Reader(path).arrival_mark() > mark);
    CHECK(archive::Reader(path).archive_id() != name);  // no export of before can be continued
}

TEST_CASE_METHOD(UndoFixture, "a rehearsal removes nothing") {
    import({record("hello")});
    CHECK(undo(1, Import::Mode::rehearse).messages == 1);
    CHECK(count("message") == 1);
    CHECK_FALSE(archive::Reader(path).import_runs().front().undone_at);
}

TEST_CASE_METHOD(UndoFixture, "a run is listed with what it added") {
    Import import(path, Import::Mode::write);
    import.begin_run("/home/alice/.purple/logs");
    import.begin_file(archive::Origin::history, "pidgin");
    import.add(std::vector<Record>{record("hello")});
    import.begin_file(archive::Origin::history, "gajim");
    import.add(std::vector<Record>{record("more", some_day + 1h), card("Bob")});
    auto run = archive::Reader(path).import_runs().front();
    CHECK_FALSE(run.ended_at);
    import.end_run();
    import.begin_run("-");
    import.begin_file(archive::Origin::export_, "jsonl");
    import.add(std::vector<Record>{record("hello"), all_kinds().front()});
    run = archive::Reader(path).import_runs().front();
    CHECK(run.ended_at);
    CHECK(run.path == "/home/alice/.purple/logs");
    CHECK(run.formats == Rows{"pidgin", "gajim"});
    CHECK(run.messages == 2);
    CHECK(run.contacts == 1);
    const auto second = archive::Reader(path).import_runs().back();
    CHECK(second.run == 2);
    CHECK(second.messages == 0);
    CHECK(second.presences == 1);
}
