// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_importer.hpp"
#include "formats/csv_reader.hpp"
#include "formats/csv_table.hpp"
#include "formats/csv_writer.hpp"
#include "formats/json_record.hpp"
#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <rapidcheck.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace boswell;
using namespace boswell::formats;
using Catch::Contains;

static const Format& csv() {
    const auto all = formats::formats();
    return **std::ranges::find(all, "csv", &Format::name);
}

static std::string text_in(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

static ExportHead plain_head() {
    return {.query = {}, .version = {}, .schema = 1, .zone = TimeZone::named("UTC"), .names = {}};
}

static std::string exported(const std::vector<Record>& records,
                            const ExportHead& head = plain_head()) {
    const test::TempDir folder;
    const int file = ::open((folder / "file").c_str(), O_WRONLY | O_CREAT, 0600);
    {
        StickyWriter out(file, "file");
        const auto exporter = csv().exporter(out, head);
        for (const auto& record : records) exporter->add(record);
        exporter->finish();
        out.finish();
    }
    ::close(file);
    return text_in(folder / "file");
}

namespace {

struct Found {
    std::vector<std::string> records;  ///< as JSON
    std::vector<std::string> errors;
    std::string end;
    std::int64_t skipped = 0;
};

}  // namespace

static Found imported(const std::string& text) {
    const test::TempDir folder;
    std::ofstream(folder / "file", std::ios::binary) << text;
    const int file = ::open((folder / "file").c_str(), O_RDONLY);
    Input in(file, "file");
    Found found;
    const auto importer = csv().importer(in, {});
    try {
        for (Record record;;) {
            try {
                if (!importer->next(record)) break;
                found.records.push_back(to_json(record));
            } catch (const BadRecord& error) {
                found.errors.emplace_back(error.what());
            }
        }
    } catch (const Error& error) {
        found.end = error.what();
    }
    found.skipped = importer->skipped();
    ::close(file);
    return found;
}

static MessageRecord message(std::string body) {
    MessageRecord record;
    record.account = Jid::of("alice@example.org");
    record.with = Jid::of("bob@example.net");
    record.from = Jid::of("bob@example.net/phone");
    record.id = 848512800000;
    record.stamp = record.received_at = from_milliseconds(1795333478012);
    record.via = {Via::stream, Via::archive};
    record.body = std::move(body);
    return record;
}

static MessageRecord full_message() {
    auto record = message("=1+1\nand \"quotes\", commas");
    record.shown = "";
    record.subject = "-subject";
    record.encryption = "urn:xmpp:omemo:2";
    record.type = MessageType::normal;
    record.in_room = true;
    record.off_the_record = true;
    record.bodies = {{"", "x"}, {"de", record.body}};
    record.versions = {{.stamp = record.stamp, .body = "@first", .id = 7}};
    record.reactions = {{.from = record.from, .emoji = {"👍"}, .at = record.stamp}};
    record.attachments = {{.url = "https://example.net/x", .size = 5}};
    record.receipts = {{.from = record.from, .at = record.stamp, .named_id = "m"}};
    record.retraction = Retraction{.at = record.stamp, .reason = "oops"};
    record.reply_to = Reference{.kind = AnnotationKind::reply, .named_id = "r", .id = 9};
    return record;
}

TEST_CASE("csv: a table begins with the names of its columns, and rows end with CRLF") {
    const auto text = exported({message("hello")});
    CHECK(text.starts_with("kind,account,with,direction,id,from,"));
    CHECK(std::ranges::count(text, '\n') == 2);
    CHECK(text.ends_with("\r\n"));
    CHECK_THAT(text, Contains("\r\nmessage,alice@example.org,bob@example.net,in,848512800000,"));
    CHECK(csv().recognises(text));
    CHECK(exported({}) == text.substr(0, text.find('\n') + 1));
}

TEST_CASE("csv: a byte order mark stands before the table if it is asked for") {
    auto head = plain_head();
    head.byte_order_mark = true;
    const auto text = exported({message("hello")}, head);
    CHECK(text.starts_with("\xEF\xBB\xBFkind,"));
    CHECK(imported(text).records.size() == 1);
}

TEST_CASE("csv: a message comes back with all that its record has") {
    for (const auto& record : {full_message(), message("")}) {
        const auto found = imported(exported({record}));
        CHECK(found.errors.empty());
        CHECK(found.records == std::vector<std::string>{to_json(record)});
    }
}

TEST_CASE("csv: presence comes back with the spans of observation") {
    PresenceRecord presence{.account = Jid::of("alice@example.org"),
                            .contact = Jid::of("bob@example.net"),
                            .resource = "phone",
                            .show = Show::dnd,
                            .status = "\tbusy ",
                            .priority = -5,
                            .stamp = from_milliseconds(1000),
                            .seen_at = from_milliseconds(2000),
                            .cause = Cause::room,
                            .occupant = Occupant{.affiliation = "owner", .role = "moderator"},
                            .nick = "'=Bob"};
    ObservationRecord observation{.account = presence.account,
                                  .period = {from_milliseconds(0), from_milliseconds(9000)},
                                  .presence = true,
                                  .ended = SpanEnd::lost,
                                  .reason = "cut",
                                  .continues = true};
    auto head = plain_head();
    head.kinds = "presence";
    const std::vector<Record> records{observation, presence};
    const auto text = exported(records, head);
    CHECK_THAT(text, Contains("'-5") && Contains("''=Bob"));
    CHECK(imported(text).records ==
          std::vector<std::string>{to_json(records[0]), to_json(records[1])});
}

TEST_CASE("csv: whatever people write comes back, and is no formula") {
    rc::check([] {
        const auto body = *rc::gen::container<std::string>(
            rc::gen::elementOf(std::string("=+-@'\"\t\r\n ,;ab\x01")));
        const auto text = exported({message(body)});
        RC_ASSERT(imported(text).records == std::vector<std::string>{to_json(message(body))});
        const auto cell = guarded_cell(body);
        RC_ASSERT(cell.empty() || std::string("=+-@\t\r\n").find(cell[0]) == std::string::npos);
        RC_ASSERT(unguarded_cell(cell) == body);
    });
}

TEST_CASE("csv: columns in another order, or of a spreadsheet's own, are no fault") {
    const auto found = imported(
        "note,received_at,kind,stamp,account,with,direction,id,from,type,via,body\n"
        "mine,2026-11-20T18:00:00.000Z,message,2026-11-20T18:00:00.000Z,a@b,c@d,in,7,c@d,chat,"
        "\"[\"\"stream\"\"]\",hello\n");
    CHECK(found.errors.empty());
    REQUIRE(found.records.size() == 1);
    CHECK_THAT(found.records[0], Contains("\"body\":\"hello\""));
}

TEST_CASE(
    "csv: a row that is no record is told with its number, and costs its neighbours nothing") {
    const auto good = exported({message("good")});
    const auto head = good.substr(0, good.find('\n') + 1);
    const auto row = good.substr(head.size());
    for (const std::string wrong :
         {"message,alice@example.org\r\n", "message,@,x\r\n", ",,,\r\n"}) {
        const auto found = imported(head + row + wrong + row);
        CHECK(found.records.size() == 2);
        REQUIRE(found.errors.size() == 1);
        CHECK_THAT(found.errors[0], Catch::StartsWith("file: row 3: "));
    }
    const auto other = imported(head + "contact,a@b\r\n" + row);
    CHECK(other.skipped == 1);
    CHECK(other.records.size() == 1);
    CHECK_THAT(imported(head + row.substr(0, row.size() - 2) + std::string(90, ',') + "x\r\n")
                   .errors.front(),
               Contains("cells, but the table has"));
}

TEST_CASE("csv: a file that ends within quotation marks was cut short") {
    const auto text = exported({message("a"), message("b, c")});
    const auto found = imported(text.substr(0, text.rfind("b, c") + 2));
    CHECK(found.records.size() == 1);
    CHECK_THAT(found.end, Contains("file: behind row 2: the file ends within quotation marks"));
}

TEST_CASE("csv: a quotation mark where none may be ends the reading, and says where") {
    const auto text = exported({message("good")});
    const auto found = imported(text + "message,a\"b,c\r\n");
    CHECK(found.records.size() == 1);
    CHECK_THAT(found.end, Contains("file: behind row 2: "));
}

TEST_CASE("csv: what is no table of boswell is refused with what one begins with") {
    CHECK(imported("").end == "file is empty");
    CHECK_THAT(imported("a,b,c\n1,2,3\n").end, Contains("no column 'kind'"));
    CHECK_FALSE(csv().recognises("kind"));
    CHECK_FALSE(csv().recognises("{\"kind\":\"manifest\",\"program\":\"boswell\"}"));
}

TEST_CASE("csv: a row without an end is not kept in memory") {
    const auto found =
        imported("kind,account\n\"" + std::string(LineReader::longest + (1u << 20), 'x'));
    CHECK_THAT(found.end, Contains("behind row 1: a row is longer than 67108864 bytes"));
}
