// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/import.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Import;
using Catch::Contains;
using Rows = std::vector<std::string>;

/// What an export would say of message(body).
static MessageRecord record(std::string_view body, std::int64_t id = 826816166535) {
    MessageRecord record;
    record.id = id;  // where a message of some_day belongs
    record.account = alice;
    record.with = bob;
    record.from = Jid::of("bob@example.net/phone");
    record.to = Jid::of("alice@example.org/boswell");
    record.type = MessageType::chat;
    record.stamp = record.received_at = some_day;
    record.body = body;
    record.via = {Via::stream};
    return record;
}

namespace {

struct ImportFixture : ArchiveFixture {
    ImportFixture() { writer.reset(); }
    ~ImportFixture() {
        if (std::filesystem::exists(path)) CHECK(archive::Reader(path).verify().empty());
    }
    archive::ImportCounts import(const std::vector<Record>& records,
                                 Import::Mode mode = Import::Mode::write) const {
        Import import(path, mode);
        import.add(records);
        return import.counts();
    }
};

}  // namespace

TEST_CASE_METHOD(ImportFixture, "a message keeps its number, the ways it came, and its times") {
    auto told = record("hello", 826816166540);
    told.via = {Via::carbon, Via::archive};
    told.received_at += 1h;
    told.delayed_by = Jid::of("example.org");
    CHECK(import({told}).messages == 1);
    CHECK(rows("SELECT id, body, stamp <> received_at FROM message") ==
          Rows{"826816166540|hello|1"});
    CHECK(rows("SELECT via, joined_by, claimed_stamp IS NULL, stanza FROM message_copy") ==
          Rows{"carbon|first|1|-", "archive|import|0|-"});
    CHECK(count("observation") == 0);
    CHECK(count("provisional") == 1);
}

TEST_CASE_METHOD(ImportFixture,
                 "a number that is no place for the time of its message is not kept") {
    import({record("early", 1), record("late", 9007199254740991)});
    CHECK(rows("SELECT id, body FROM message") == Rows{"826816166535|early", "826816166536|late"});
}

TEST_CASE_METHOD(ImportFixture, "the same text twice stays two, in one file and in the next") {
    const std::vector<Record> records{record("ping"), record("ping", 826816166536)};
    CHECK(import(records).messages == 2);
    const auto again = import(records);
    CHECK(again.messages == 0);
    CHECK(again.known == 2);
    CHECK(import({record("ping"), record("ping"), record("ping")}).messages == 1);
}

TEST_CASE_METHOD(ImportFixture, "each file finds all messages anew") {
    Import import(path, Import::Mode::write);
    const std::vector<Record> records{record("ping")};
    import.add(records);
    import.begin_file();
    import.add(records);
    CHECK(import.counts().messages == 1);
    CHECK(import.counts().known == 1);
}

TEST_CASE_METHOD(ImportFixture, "a message is found by its stanza-id unless it says otherwise") {
    archive::Writer(path).write(std::vector<Event>{message_with_id("hello", "s1")});
    auto told = record("hello", 1);
    told.stanza_id = "s1";
    told.stanza_id_by = alice;
    told.stamp += 100h;
    told.subject = "only here";
    CHECK(import({told}).completed == 1);
    CHECK(import({told}).known == 1);
    CHECK(rows("SELECT body, subject, stamp FROM message") ==
          Rows{"hello|only here|1773500966535"});
    CHECK(count("message_copy") == 1);
    told.body = "other";
    CHECK(import({told}).messages == 1);
    CHECK(import({told}).known == 1);
    told.stanza_id = "s2";
    CHECK(import({told}).messages == 1);
}

TEST_CASE_METHOD(ImportFixture, "a record with a stanza-id is no message that has another one") {
    archive::Writer(path).write(
        std::vector<Event>{message_with_id("hello", "s1"), message("hello", some_day + 1s)});
    auto told = record("hello");
    told.stanza_id = "s2";
    told.stanza_id_by = alice;
    CHECK(import({told}).messages == 1);
    told.stanza_id = "s3";
    told.stamp += 1s;
    CHECK(import({told}).completed == 1);
}

TEST_CASE_METHOD(ImportFixture, "a message without text and ids is found by its number") {
    auto told = record("");
    CHECK(import({told}).messages == 1);
    CHECK(import({told}).known == 1);
    told.id += 1;
    CHECK(import({told}).messages == 1);
    told.message_id = "m1";
    told.id += 1;
    CHECK(import({told}).messages == 1);
    told.id += 1;
    CHECK(import({told}).known == 1);
}

TEST_CASE_METHOD(ImportFixture, "a corrected message is found, whatever the correction changed") {
    auto told = record("helo");
    told.encryption = "urn:xmpp:otr:0";
    told.bodies = {{"", "helo"}, {"de", "halo"}};
    CHECK(import({told}).messages == 1);
    told.body = "hello";
    told.bodies.clear();
    told.encryption.clear();
    told.versions = {{.stamp = some_day, .body = "helo"},
                     {.stamp = some_day + 1s, .body = "hello", .id = 0, .message_id = "m2"}};
    CHECK(import({told}).completed == 1);
    CHECK(import({told}).known == 1);
}

TEST_CASE_METHOD(ImportFixture, "what differs in anything that is compared is another message") {
    import({record("hello")});
    auto later = record("hello");
    later.stamp += 1ms;
    auto other_body = record("hallo");
    auto other_sender = record("hello");
    other_sender.from = Jid::of("bob@example.net/laptop");
    auto other_type = record("hello");
    other_type.type = MessageType::normal;
    auto other_id = record("hello");
    other_id.message_id = "m1";
    auto other_account = record("hello");
    other_account.account = Jid::of("carol@example.org");
    auto other_recipient = record("hello");
    other_recipient.to = Jid::of("alice@example.org/phone");
    auto other_subject = record("hello");
    other_subject.subject = "greeting";
    auto other_thread = record("hello");
    other_thread.thread = "t1";
    auto other_encryption = record("hello");
    other_encryption.encryption = "urn:xmpp:otr:0";
    auto other_texts = record("hello");
    other_texts.bodies = {{"", "hello"}, {"de", "hallo"}};
    const std::vector<Record> others{later,        other_body,       other_sender,    other_type,
                                     other_id,     other_account,    other_recipient, other_subject,
                                     other_thread, other_encryption, other_texts};
    CHECK(import(others).messages == static_cast<std::int64_t>(others.size()));
    CHECK(import(others).known == static_cast<std::int64_t>(others.size()));
}

TEST_CASE_METHOD(ImportFixture, "what was done to a message that is here is added once") {
    auto told = record("helo");
    told.message_id = "m1";
    import({told});
    told.body = "hello";
    told.versions = {{.stamp = some_day, .body = "helo"},
                     {.stamp = some_day + 1s, .body = "hello", .id = 0, .message_id = "m2"}};
    told.retraction = Retraction{.at = some_day + 2s, .reason = "typo"};
    told.reactions = {{.from = alice, .emoji = {"👍"}, .at = some_day + 3s}};
    told.receipts = {{.from = alice, .kind = ReceiptKind::displayed, .at = some_day + 4s}};
    CHECK(import({told}).completed == 1);
    CHECK(import({told}).known == 1);
    const auto found = archive::Reader(path).find_message(826816166535);
    REQUIRE(found);
    CHECK(found->body == "hello");
    CHECK(found->versions.size() == 2);
    CHECK(found->retraction->reason == "typo");
    CHECK(found->reactions.size() == 1);
    CHECK(found->receipts.size() == 1);
    CHECK(count("message") == 4);
    CHECK(rows("SELECT messages FROM conversation") == Rows{"1"});
}

TEST_CASE_METHOD(ImportFixture,
                 "what was done to a message is known by its stanza-id, though by another clock") {
    auto told = record("hello");
    told.message_id = "m1";
    told.versions = {{.stamp = some_day, .body = "helo"},
                     {.stamp = some_day + 1s,
                      .body = "hello",
                      .message_id = "m2",
                      .stanza_id = StanzaId{"s2", alice}}};
    told.reactions = {
        {.from = alice, .emoji = {"👍"}, .at = some_day + 3s, .stanza_id = StanzaId{"s3", alice}}};
    CHECK(import({told}).messages == 1);
    told.versions.back().stamp += 300ms;
    told.reactions.back().at += 300ms;
    CHECK(import({told}).known == 1);
    CHECK(count("message") == 3);
}

TEST_CASE_METHOD(ImportFixture, "of several retractions the first one counts, whichever came in") {
    auto told = record("hello");
    told.message_id = "m1";
    told.retraction = Retraction{.at = some_day + 2s, .reason = "second"};
    CHECK(import({told}).messages == 1);
    told.retraction = Retraction{.at = some_day + 1s, .reason = "first"};
    CHECK(import({told}).completed == 1);
    told.retraction = Retraction{.at = some_day + 3s, .reason = "third"};
    CHECK(import({told}).completed == 1);
    CHECK(import({told}).known == 1);
    CHECK(archive::Reader(path).find_message(826816166535)->retraction->reason == "first");
}

TEST_CASE_METHOD(ImportFixture, "a record adds the ways and the stanza-id that a message lacks") {
    archive::Writer(path).write(std::vector<Event>{message("hello")});
    auto told = record("hello");
    told.via = {Via::carbon, Via::stream};
    CHECK(import({told}).completed == 1);
    told.stanza_id = "s1";
    told.stanza_id_by = alice;
    CHECK(import({told}).completed == 1);
    CHECK(import({told}).known == 1);
    const auto found = archive::Reader(path).find_message(826816166535);
    CHECK(found->via == std::vector{Via::stream, Via::carbon});
    CHECK(found->stanza_id == "s1");
    archive::Writer(path).write(std::vector<Event>{message_with_id("hello", "s1", some_day + 1h)});
    CHECK(count("message") == 1);
    CHECK(count("provisional") == 0);
}

TEST_CASE_METHOD(ImportFixture, "contacts and whatever else a record may be are passed over") {
    const auto counts = import({ContactRecord{}, StatsRecord{}, record("hello")});
    CHECK(counts.skipped == 2);
    CHECK(counts.messages == 1);
}

TEST_CASE_METHOD(ImportFixture, "a transaction in which a record fails leaves nothing") {
    Import import(path, Import::Mode::write);
    auto nobody = record("nobody");
    nobody.from = Jid();
    CHECK_THROWS(import.add(std::vector<Record>{nobody, record("hello")}));
    CHECK(import.counts().messages == 0);
    CHECK(count("message") == 0);
    CHECK(rows("SELECT jid FROM address").empty());
}

TEST_CASE_METHOD(ImportFixture, "a rehearsal counts what the import will count") {
    std::vector<Record> records;
    for (int i = 0; i < 2500; ++i) records.push_back(record(std::to_string(i)));
    auto corrected = std::get<MessageRecord>(records[7]);
    corrected.reactions = {{.from = alice, .emoji = {"👍"}, .at = some_day + 3s}};
    records.emplace_back(corrected);
    const auto add = [&](Import::Mode mode) {
        Import import(path, mode);
        import.add(records);
        import.begin_file();
        import.add(records);
        const auto& counts = import.counts();
        return std::vector{counts.messages, counts.completed, counts.known};
    };
    SECTION("into an archive that has a part of it") { import({record("9"), record("2400")}); }
    SECTION("into an archive that is yet to be made") { std::filesystem::remove(path); }
    const auto rehearsed = add(Import::Mode::rehearse);
    CHECK(add(Import::Mode::write) == rehearsed);
}

TEST_CASE_METHOD(ImportFixture, "a rehearsal changes nothing, and leaves nothing behind") {
    import({record("hello")});
    const TempDir temporary;
    const char* set = std::getenv("TMPDIR");
    const std::string before = set == nullptr ? "/tmp" : set;
    ::setenv("TMPDIR", temporary.path().c_str(), 1);
    {
        Import rehearsal(path, Import::Mode::rehearse);
        rehearsal.add(std::vector<Record>{record("hello"), record("more")});
        CHECK(rehearsal.counts().known == 1);
        CHECK(rehearsal.counts().messages == 1);
        // Also while it runs: if it is killed, nobody can tidy up.
        CHECK(std::filesystem::is_empty(temporary.path()));
    }
    ::setenv("TMPDIR", before.c_str(), 1);
    CHECK(count("message") == 1);
    const auto other = folder / "other.db";
    Import(other, Import::Mode::rehearse).add(std::vector<Record>{record("hello")});
    CHECK_FALSE(std::filesystem::exists(other));
}

TEST_CASE_METHOD(ImportFixture, "a rehearsal reads beside the agent and hinders it in nothing") {
    archive::Writer agent(path);
    agent.write(std::vector<Event>{message("one")});
    Import rehearsal(path, Import::Mode::rehearse);
    rehearsal.add(std::vector<Record>{record("one"), record("two")});
    agent.write(std::vector<Event>{message("three")});
    CHECK(rehearsal.counts().known == 1);
    CHECK(rehearsal.counts().messages == 1);
    CHECK(count("message") == 2);
}

TEST_CASE_METHOD(ImportFixture, "a rehearsal is refused where an import would be") {
    std::filesystem::remove(path);
    std::filesystem::create_symlink(folder / "nowhere", path);
    CHECK_THROWS_WITH(Import(path, Import::Mode::rehearse), Contains("is its volume mounted?"));
    std::filesystem::remove(path);
}

TEST_CASE_METHOD(ImportFixture, "an import and the agent work beside each other") {
    Import before(path, Import::Mode::write);
    archive::Writer agent(path);
    Import after(path, Import::Mode::write);
    before.add(std::vector<Record>{record("one")});
    agent.write(std::vector<Event>{message("two", some_day + 1s)});
    after.add(std::vector<Record>{record("three")});
    agent.write(std::vector<Event>{message("four", some_day + 2s)});
    before.add(std::vector<Record>{record("five")});
    CHECK(rows("SELECT body FROM message ORDER BY body") ==
          Rows{"five", "four", "one", "three", "two"});
    CHECK(rows("SELECT messages FROM conversation") == Rows{"5"});
}

TEST_CASE_METHOD(ImportFixture, "a search finds what was imported") {
    import({record("日本 lighthouse")});
    CHECK(rows("SELECT rowid FROM search WHERE search MATCH '\"日 本\"'").size() == 1);
    CHECK(rows("SELECT rowid FROM search WHERE search MATCH 'lighthouse'").size() == 1);
}

TEST_CASE_METHOD(ImportFixture, "what is read of a message has nothing of the one before it") {
    auto rich = record("second");
    const Jid server = Jid::of("example.org");
    rich.subject = "subject";
    rich.thread = "thread";
    rich.lang = "en";
    rich.message_id = rich.origin_id = "m1";
    rich.stanza_id = "s1";
    rich.stanza_id_by = alice;
    rich.delayed_by = rich.dated_by = server;
    rich.stamp -= 1h;
    rich.encryption = "eu.siacs.conversations.axolotl";
    rich.shown = "shown";
    rich.off_the_record = true;
    rich.bodies = {{"de", "zweiter"}, {"en", "second"}};
    rich.versions = {{.stamp = rich.stamp, .body = "first"},
                     {.stamp = some_day, .body = "second", .message_id = "m2"}};
    rich.retraction = Retraction{.at = some_day + 1s};
    rich.reactions = {{.from = bob, .emoji = {"+"}, .at = some_day + 2s}};
    rich.attachments = {{.url = "https://example.org/file"}};
    rich.reply_to = Reference{.named_id = "m0"};
    rich.receipts = {{.from = bob, .at = some_day + 3s, .named_id = "m1"}};
    auto plain = record("plain");
    plain.stamp = plain.received_at = some_day + 1h;
    plain.to = {};
    import({rich, plain});
    query::Query query;
    query.sort = query::Sort::oldest;
    std::vector<MessageRecord> read;
    archive::Reader(path).for_each_message(query, [&](MessageRecord& each) {
        each.stanza = each.person = "of the caller";
        read.push_back(each);
        each.stanza = each.person = "of the caller";
        return true;
    });
    REQUIRE(read.size() == 2);
    const auto texts = [](const MessageRecord& each) {
        return std::vector{each.subject,
                           each.thread,
                           each.lang,
                           each.message_id,
                           each.origin_id,
                           each.stanza_id,
                           each.encryption,
                           each.to.str(),
                           each.delayed_by.str(),
                           each.dated_by.str(),
                           each.stanza_id_by.str()};
    };
    const auto additions = [](const MessageRecord& each) {
        return std::vector<std::size_t>{each.bodies.size(),          each.versions.size(),
                                        each.retraction.has_value(), each.reactions.size(),
                                        each.attachments.size(),     each.reply_to.has_value(),
                                        each.shown.has_value(),      each.off_the_record};
    };
    for (const auto& text : texts(read[0])) CHECK_FALSE(text.empty());
    for (const auto count : additions(read[0])) CHECK(count > 0);
    for (const auto& text : texts(read[1])) CHECK(text.empty());
    for (const auto count : additions(read[1])) CHECK(count == 0);
    CHECK(read[1].via == std::vector{Via::stream});
}
