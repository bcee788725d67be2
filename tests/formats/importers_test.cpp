// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/format.hpp"
#include "formats/json_record.hpp"

#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <fstream>

using namespace boswell;
using namespace boswell::formats;
using Catch::Contains;

static constexpr auto manifest =
    R"({"kind":"manifest","schema":5,"program":"boswell","version":"0.1.0"})";
static constexpr auto presence =
    R"({"kind":"presence","account":"a@b","contact":"c@d","resource":"x","available":true,)"
    R"("show":"away","priority":0,"stamp":"2026-11-20T17:00:02.000Z",)"
    R"("seen_at":"2026-11-20T17:00:02.000Z","cause":"change"})";
static constexpr auto complete = R"({"kind":"complete","messages":0,"presences":1,"contacts":0})";

static const Format& jsonl() {
    for (const auto* format : formats::formats()) {
        if (format->name == "jsonl") return *format;
    }
    throw std::runtime_error("no such format");
}

namespace {

/// What an import of a file finds.
struct Found {
    bool recognised = false;
    std::vector<std::string> records;  ///< as JSON
    std::vector<std::string> errors;   ///< about single records
    std::string end;                   ///< why the file could not be read to its end
    bool complete = false;
    std::int64_t skipped = 0;
    std::string remarks;
};

}  // namespace

static void read(Importer& importer, Found& found) {
    for (Record record;;) {
        try {
            if (!importer.next(record)) break;
            found.records.push_back(to_json(record));
        } catch (const BadRecord& error) {
            found.errors.emplace_back(error.what());
        }
    }
    found.complete = importer.is_complete();
    found.skipped = importer.skipped();
    for (const auto& remark : importer.remarks()) found.remarks += remark + "\n";
}

static Found imported(const std::string& text) {
    const test::TempDir folder;
    std::ofstream(folder / "file", std::ios::binary) << text;
    const int file = ::open((folder / "file").c_str(), O_RDONLY);
    Input in(file, "file");
    Found found;
    found.recognised = jsonl().recognises(in.head());
    const auto importer = jsonl().importer(in, {.schema = 5});
    try {
        read(*importer, found);
    } catch (const Error& error) {
        found.end = error.what();
    }
    ::close(file);
    return found;
}

/// A file whose only record is this.
static Found with_line(const std::string& line) {
    return imported(std::string(manifest) + "\n" + line + "\n" + complete + "\n");
}

/// A message with these members changed, or added if they are new.
static std::string message(const std::string& name, const std::string& value) {
    std::vector<std::pair<std::string, std::string>> members = {
        {"kind", R"("message")"},
        {"account", R"("a@b")"},
        {"with", R"("c@d")"},
        {"direction", R"("in")"},
        {"id", "848512800000"},
        {"from", R"("c@d/x")"},
        {"type", R"("chat")"},
        {"stamp", R"("2026-11-20T18:00:00.000Z")"},
        {"received_at", R"("2026-11-20T18:00:00.000Z")"},
        {"body", R"("hello")"},
        {"via", R"(["stream"])"}};
    std::string text;
    bool changed = false;
    for (auto& [key, old] : members) {
        changed |= key == name;
        if (key == name) old = value;
        if (!old.empty()) text += (text.empty() ? "{" : ",") + fmt::format(R"("{}":{})", key, old);
    }
    if (!changed) text += fmt::format(R"(,"{}":{})", name, value);
    return text + "}";
}

static std::string roster_entry(const std::string& name, const std::string& value) {
    return fmt::format(R"({{"kind":"roster-entry","account":"a@b","contact":"c@d",)"
                       R"("seen_at":"2026-11-20T18:00:00.000Z","subscription":"both","{}":{}}})",
                       name, value);
}

static std::string vcard(const std::string& name, const std::string& value) {
    return fmt::format(R"({{"kind":"vcard-version","account":"a@b","contact":"c@d",)"
                       R"("fetched_at":"2026-11-20T18:00:00.000Z","vcard":{{}},"{}":{}}})",
                       name, value);
}

TEST_CASE("a format that can be read knows its files, and no others") {
    for (const auto* format : formats::formats())
        CHECK((format->importer == nullptr) == (format->recognises == nullptr));
    CHECK(jsonl().recognises(std::string(manifest) + "\n"));
    CHECK(jsonl().recognises(R"({ "kind": "manifest", "program": "boswell", "schema": 1 })"));
    CHECK_FALSE(jsonl().recognises(presence));
    CHECK_FALSE(jsonl().recognises("Boswell archive. All times are in the time zone UTC.\n"));
    CHECK_FALSE(jsonl().recognises(""));
}

TEST_CASE("records are read to the end, which is told") {
    const auto found = with_line(presence);
    CHECK(found.records == std::vector<std::string>{presence});
    CHECK(found.errors.empty());
    CHECK(found.complete);
    CHECK(found.remarks.empty());
}

TEST_CASE("line feeds, carriage returns and blank lines between records mean nothing") {
    const auto text = fmt::format("{}\r\n\n{}\r\n{}", manifest, presence, complete);
    const auto found = imported(text);
    CHECK(found.records.size() == 1);
    CHECK(found.complete);
    CHECK(found.errors.empty());
}

TEST_CASE("a byte order mark before the first line means nothing") {
    const auto text = fmt::format("{}\n{}\n{}\n", manifest, presence, complete);
    const auto found = imported("\xEF\xBB\xBF" + text);
    CHECK(found.recognised);
    CHECK(found.records.size() == 1);
    CHECK(found.complete);
    CHECK_FALSE(imported("\xEF\xBB" + text).end.empty());
    const auto two = imported("\xEF\xBB\xBF" + text + "\xEF\xBB\xBF" + text);
    CHECK(two.records.size() == 2);
    CHECK(two.errors.empty());
    CHECK(two.complete);
}

TEST_CASE("a file that was cut short is told so, and what it has is read") {
    const auto cut = imported(fmt::format("{}\n{}\n", manifest, presence));
    CHECK(cut.records.size() == 1);
    CHECK_FALSE(cut.complete);
    CHECK_THAT(cut.remarks, Contains("cut short"));
    const auto within = imported(
        fmt::format("{}\n{}\n{}", manifest, presence, std::string(presence).substr(0, 90)));
    CHECK(within.records.size() == 1);
    CHECK(within.errors == std::vector<std::string>{"file:3: is not JSON"});
    const auto fewer = imported(fmt::format("{}\n{}\n", manifest, complete));
    CHECK(fewer.complete);
    CHECK_THAT(fewer.remarks, Contains("some are missing"));
}

TEST_CASE("what is no export is refused with its first line") {
    CHECK(imported("").end == "file is empty");
    for (const std::string text : {"hello\n", "[]\n", "\xff\xfe\n", "{}\n", presence,
                                   R"({"kind":"manifest","program":"other","schema":1})"}) {
        const auto found = imported(text);
        CHECK_THAT(found.end, Contains("file:1: the first line") && Contains("manifest"));
        CHECK(found.records.empty());
    }
}

TEST_CASE("a newer schema is refused with both numbers") {
    const auto found =
        imported(R"({"kind":"manifest","schema":7,"program":"boswell","version":"9"})");
    CHECK(found.end == "file has records of schema 7, this boswell knows 5; upgrade boswell");
}

TEST_CASE("a line that is no record is told with its number, and costs its neighbours nothing") {
    const std::vector<std::pair<std::string, std::string>> wrong = {
        {"{", "is not JSON"},
        {"7", "is not a JSON object"},
        {R"({"kind":"presence","status":"\ud800"})", "is not JSON"},
        {R"({"kind":"presence","priority":1e999})", "is not JSON"},
        {"{\"kind\":\"\xff\"}", "is not UTF-8"},
        {std::string(100'000, '['), "more than 8 deep"},
        {R"({"account":"a@b"})", "has no kind"},
        {R"({"kind":7})", "is not a string"},
        {R"({"kind":"presence"})", "has no account"},
        {message("account", R"("a@b/c")"), "account is 'a@b/c', which is not a bare JID"},
        {message("from", R"("@")"), "from is '@', which is not a JID"},
        {message("from", R"("c@d/\u0000")"), "from has a NUL in it"},
        {message("body", R"("a\u0000b")"), "body has a NUL in it"},
        {message("body", "null"), "body is not a string"},
        {message("direction", R"("up")"), "direction is 'up'"},
        {message("via", R"("stream")"), "via is not a list"},
        {message("via", R"(["pigeon"])"), "via is 'pigeon'"},
        {message("stamp", R"("yesterday")"), "stamp is 'yesterday', which is not a time"},
        {message("stamp", ""), "has no stamp"},
        {message("id", "0"), "id is not a whole number from 1 to 9007199254740991"},
        {message("id", "9007199254740992"), "id is not a whole number"},
        {message("id", "18446744073709551615"), "id is not a whole number"},
        {message("id", "1.5"), "id is not a whole number"},
        {message("versions", R"([{"body":"x"}])"), "versions has no stamp"},
        {message("reactions", R"([{"from":"x@y","emoji":[7],"at":"2026-11-20T18:00:00Z"}])"),
         "reactions emoji is not a string"},
        {message("attachments", R"([{"url":"u","size":-1}])"), "attachments size is not a whole"},
        {message("annotates", R"({"message_id":"x"})"), "annotates has no kind"},
        {message("annotates", R"({"kind":"call","message_id":"x"})"), "annotates is of a call"},
        {message("annotates", R"({"kind":"reaction","message_id":"x","action":"finish"})"),
         "annotates is of a call"},
        {message("call", R"({"action":"propose"})"), "call has no id"},
        {message("call", R"({"id":"c","action":"shout"})"), "call action is 'shout'"},
        {message("call", R"({"id":"c","action":"propose","events":[{"action":"finish"}]})"),
         "call events has no from"},
        {message("attachments", R"([{"url":"u","seconds":-1}])"), "attachments seconds is not a"},
        {message("attachments", R"([{"url":"u","seconds":"1"}])"), "attachments seconds is not a"},
        {message("attachments", R"([{"url":"u","width":7}])"), "attachments has a width"},
        {message("attachments", R"([{"url":"u","height":7}])"), "height comes without a width"},
        {message("attachments", R"([{"url":"u","thumbnails":[{}]}])"), "thumbnails has no uri"},
        {message("mentions", R"([{"uri":"u","begin":-1}])"), "mentions begin is not a whole"},
        {message("previews", R"([{"title":"x"}])"), "previews has no url"},
        {message("local_time", R"({"text":"x"})"), "local_time has no zone"},
        {message("bodies", R"(["x"])"), "bodies is not an object"},
        {roster_entry("subscription", R"("forever")"), "subscription is 'forever'"},
        {roster_entry("groups", R"([7])"), "groups is not a string"},
        {roster_entry("contact", R"("c@d/x")"), "contact is 'c@d/x', which is not a bare JID"},
        {vcard("avatar", R"({"sha1":"x","data":"AA=="})"), "avatar is not the picture of its sha1"},
        {vcard("avatar", R"({"sha1":"x","data":"?"})"), "avatar data is not Base64"},
        {vcard("avatar", R"({"sha1":"x"})"), "avatar has no data"},
        {vcard("vcard", R"({"tel":["1"]})"), "vcard tel is not an object"},
    };
    for (const auto& [line, said] : wrong) {
        INFO(line.substr(0, 200));
        const auto found =
            imported(fmt::format("{}\n{}\n{}\n{}\n", manifest, line, presence, complete));
        REQUIRE(found.errors.size() == 1);
        CHECK_THAT(found.errors[0], Catch::StartsWith("file:2: ") && Contains(said));
        CHECK(found.records.size() == 1);
        CHECK(found.complete);
    }
}

TEST_CASE("a line without an end is passed over, and not kept in memory") {
    const auto found = imported(fmt::format("{}\n\"{}\n{}\n{}\n", manifest,
                                            std::string(formats::LineReader::longest + 10, 'x'),
                                            presence, complete));
    CHECK(found.errors == std::vector<std::string>{"file:2: is longer than 67108864 bytes"});
    CHECK(found.records.size() == 1);
}

TEST_CASE("kinds that are not imported are counted, unknown members left alone") {
    const auto found = imported(fmt::format(
        "{}\n{}\n{}\n{}\n{}\n", manifest, R"({"kind":"contact","account":"a@b","jid":"c@d"})",
        R"({"kind":"pigeon"})", message("feathers", R"({"colour":"grey"})"),
        R"({"kind":"complete","messages":1,"presences":0,"contacts":1})"));
    CHECK(found.skipped == 2);
    CHECK_THAT(found.remarks, Contains("contacts of an older export") && Contains("kinds"));
    CHECK(found.records.size() == 1);
    CHECK(found.errors.empty());
}

TEST_CASE("contacts are not missed where their versions are imported") {
    const auto found = with_line(fmt::format("{}\n{}", R"({"kind":"contact","account":"a@b"})",
                                             roster_entry("name", R"("C")")));
    CHECK(found.skipped == 0);
    CHECK(found.records.size() == 1);
    CHECK_THAT(found.remarks, !Contains("contacts"));
}

TEST_CASE("every member of a version of a contact is read as it was written") {
    RosterRecord entry{.account = Jid::of("alice@example.org")};
    entry.version.seen_at = from_milliseconds(1795333478012);
    entry.version.item = {.jid = Jid::of("bob@example.net"),
                          .name = "Bob \"B\" \xC2\x9B",
                          .subscription = Subscription::remove,
                          .ask = true,
                          .groups = {"a", "b"},
                          .mark = RosterMark::hidden};
    VCardRecord card;
    card.fetched = {.account = entry.account,
                    .contact = entry.version.item.jid,
                    .fetched_at = entry.version.seen_at,
                    .vcard = {.full_name = "1",
                              .nickname = "2",
                              .given = "3",
                              .family = "4",
                              .emails = {"5", "6"},
                              .telephones = {{"home", "7"}, {"", "8"}},
                              .organisation = "9",
                              .title = "10",
                              .birthday = "11",
                              .url = "12",
                              .note = "13\n",
                              .photo_url = "14"},
                    .avatar = Avatar{.sha1 = "5ba93c9db0cff93f52b521d7420e43f6eda2784f",
                                     .mime = "image/png",
                                     .bytes = std::string(1, '\0')},
                    .element = "<vCard xmlns='vcard-temp'/>"};
    card.confirmed_at = card.fetched.fetched_at + std::chrono::hours(1);
    for (const Record& record : {Record(entry), Record(card)}) {
        const auto found = with_line(to_json(record));
        REQUIRE(found.records.size() == 1);
        CHECK(found.records.front() == to_json(record));
        // Nothing that can be set is left out of the record.
        CHECK_THAT(found.records.front(), !Contains("\"\""));
    }
    CHECK_THAT(to_json(card), Contains(R"("data":"AA==")") && Contains("13") && Contains("14"));
}

TEST_CASE("nothing may stand behind the end, and no second export") {
    const auto behind = with_line(std::string(presence) + "\n" + complete + "\n" + presence);
    CHECK(behind.errors.size() == 2);
    CHECK_THAT(behind.errors[0], Contains("behind the end"));
    const auto second = with_line(manifest);
    CHECK(second.end == "file:2: another export begins here; import each file separately");
}

TEST_CASE("every member of a message is read as it was written") {
    MessageRecord record;
    record.id = 848512800000;
    record.account = Jid::of("alice@example.org");
    record.with = Jid::of("tea@rooms.example.org");
    record.direction = Direction::out;
    record.from = Jid::of("tea@rooms.example.org/Märchen 🦉");
    record.to = record.account;
    record.type = MessageType::normal;
    record.stamp = record.received_at = from_milliseconds(1795333478012);
    record.body = "two \x1b \xC2\x9B\n\"lines\"";
    record.subject = "subject";
    record.thread = "thread";
    record.lang = "de";
    record.message_id = "m";
    record.origin_id = "o";
    record.stanza_id = "s";
    record.stanza_id_by = record.with;
    record.via = {Via::room_history, Via::archive, Via::import};
    record.delayed_by = record.with;
    record.encryption = "urn:xmpp:omemo:2";
    record.occupant_id = "occupant";
    record.in_room = true;
    record.off_the_record = true;
    record.bodies = {{"", "x"}, {"de", record.body}};
    record.versions = {{.stamp = record.stamp, .body = ""},
                       {.stamp = record.stamp,
                        .body = "x",
                        .id = 7,
                        .message_id = "n",
                        .stanza_id = {{"v", record.with}}}};
    record.retraction = {.at = record.stamp,
                         .moderator = record.from,
                         .reason = "spam",
                         .id = 9,
                         .stanza_id = {{"t", record.with}}};
    record.reactions = {{record.from, {"👍", "🦉"}, record.stamp, 8, "o", {{"r", record.with}}}};
    record.attachments = {{"https://example.org/a", "text", "image/png", 0}, {"b", "", "", {}}};
    record.reply_to = Reference{.named_id = "r", .id = 5, .jid = record.with};
    record.receipts = {{record.from, ReceiptKind::displayed, record.stamp, "s", "o"}};
    record.annotates = Reference{.kind = AnnotationKind::moderation, .named_id = "a", .id = 6};
    const auto line = to_json(Record(record));
    CHECK(with_line(line).records == std::vector<std::string>{line});
}

TEST_CASE("every member of a receipt is read as it was written") {
    UnattachedReceipt receipt;
    receipt.account = Jid::of("a@b");
    receipt.with = Jid::of("tea@rooms.d");
    receipt.direction = Direction::out;
    receipt.from = Jid::of("tea@rooms.d/Cat");
    receipt.kind = ReceiptKind::acknowledged;
    receipt.named_id = "s1";
    receipt.stamp = parse_rfc3339("2026-11-20T17:00:02.003Z").value();
    receipt.in_room = true;
    receipt.occupant_id = "o-cat";
    receipt.person = "Cat";
    const auto line = to_json(Record(receipt));
    auto nobodys = receipt;
    nobodys.person.clear();
    CHECK(with_line(line).records == std::vector{to_json(Record(nobodys))});
    CHECK_THAT(with_line(R"({"kind":"receipt","account":"a@b"})").errors.at(0),
               Contains("has no with"));
    const auto nameless = line.substr(0, line.find("s1")) + line.substr(line.find("s1") + 2);
    CHECK_THAT(with_line(nameless).errors.at(0), Contains("message_id"));
}

TEST_CASE("every member of a call, a bookmark and a claim is read as it was written") {
    MessageRecord record;
    record.id = 848512800000;
    record.account = Jid::of("alice@example.org");
    record.with = record.from = Jid::of("bob@example.net");
    record.stamp = record.received_at = from_milliseconds(1795333478012);
    record.attachments = {{.url = "https://example.org/a",
                           .caption = "c",
                           .disposition = "inline",
                           .dimensions = Dimensions{3, 4},
                           .length = milliseconds(63'001),
                           .hashes = {{"sha-256", "YQ=="}},
                           .thumbnails = {{"cid:x", "image/png", Dimensions{1, 2}}}}};
    record.mentions = {{"xmpp:bob@example.net", 0, 3}, {"xmpp:x@y", {}, {}}};
    record.previews = {{"https://c/", "T", "D", "S", "website", "https://c/i"}};
    record.local_time = LocalTime{"2026-10-25 02:30:05", "Europe/Berlin", true};
    record.call = CallRecord{.id = "c",
                             .action = CallAction::ringing,
                             .reason = "r",
                             .media = {"audio"},
                             .events = {{.action = CallAction::reject,
                                         .from = record.with,
                                         .to = record.account,
                                         .at = record.stamp,
                                         .reason = "busy",
                                         .id = 7,
                                         .message_id = "m",
                                         .stanza_id = {{"s", record.account}}}}};
    const BookmarkRecord bookmark{.account = record.account,
                                  .bookmark = {.room = record.with,
                                               .name = "n",
                                               .nickname = "a",
                                               .autojoin = true,
                                               .has_password = true,
                                               .removed = true},
                                  .seen_at = record.stamp,
                                  .confirmed_at = record.stamp};
    const ReadMarkRecord mark{.account = record.account,
                              .with = record.with,
                              .mark = {.stanza_id = {"s", record.account}, .at = record.stamp}};
    const MoveClaimRecord claim{.account = record.account,
                                .contact = record.with,
                                .claimant = Jid::of("bob@example.com"),
                                .first_seen = record.stamp,
                                .last_seen = record.stamp + std::chrono::hours(1)};
    for (const auto& line : {to_json(Record(record)), to_json(Record(bookmark)),
                             to_json(Record(mark)), to_json(Record(claim))})
        CHECK(with_line(line).records == std::vector<std::string>{line});
}

static std::string pep_event(const std::string& name, const std::string& value) {
    return fmt::format(R"({{"kind":"pep-event","account":"a@b","contact":"c@d","node":)"
                       R"("http://jabber.org/protocol/mood","seen_at":"2026-11-20T18:00:00.000Z",)"
                       R"("{}":{}}})",
                       name, value);
}

TEST_CASE("what was published is read out of its payload, and nothing else is believed") {
    const auto read = with_line(
        pep_event("payload", R"("<mood xmlns='http://jabber.org/protocol/mood'><happy/></mood>")"));
    REQUIRE(read.records.size() == 1);
    CHECK_THAT(read.records.front(), Contains(R"("mood":{"value":"happy"})"));
    const auto forged = with_line(pep_event("mood", R"({"value":"sad"})"));
    REQUIRE(forged.records.size() == 1);
    CHECK_THAT(forged.records.front(), !Contains("sad"));
    for (const auto* payload :
         {R"("<mood xmlns='urn:other'><happy/></mood>")", R"("<mood")", R"("")", R"(7)",
          R"("<!DOCTYPE mood><mood xmlns='http://jabber.org/protocol/mood'/>")"}) {
        INFO(payload);
        CHECK(with_line(pep_event("payload", payload)).records.empty());
    }
    CHECK(with_line(pep_event("node", R"("urn:unknown")")).records.empty());
}

TEST_CASE("that an account is gone is read out of what its server answered") {
    const auto line = [](const std::string& node) {
        return fmt::format(
            R"({{"kind":"pep-event","account":"a@b","contact":"c@d","node":"{}",)"
            R"("seen_at":"2026-11-20T18:00:00.000Z","payload":)"
            R"("<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>xmpp:e@f</gone>"}})",
            node);
    };
    const auto read = with_line(line("urn:xmpp:moved:1"));
    REQUIRE(read.records.size() == 1);
    CHECK_THAT(read.records.front(), Contains(R"("moved":"e@f")"));
    CHECK(with_line(line("http://jabber.org/protocol/nick")).records.empty());
}

static std::string device_key(const std::string& name, const std::string& value) {
    auto line =
        fmt::format(R"({{"kind":"key","account":"a@b","contact":"c@d",)"
                    R"("protocol":"urn:xmpp:omemo:2","first_seen":"2026-11-20T18:00:00.000Z",)"
                    R"("{}":{})",
                    name, value);
    if (name != "device") line += R"(,"device":7)";
    if (name != "fingerprint") line += R"(,"fingerprint":")" + std::string(64, 'a') + '"';
    return line + "}";
}

TEST_CASE("a key is 64 hexadecimal digits of a device of a protocol that is known") {
    CHECK(with_line(device_key("announced", "true")).records.size() == 1);
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"device", "0"},
             {"device", "2147483648"},
             {"device", R"("7")"},
             {"fingerprint", R"("ab")"},
             {"fingerprint", '"' + std::string(64, 'A') + '"'},
             {"protocol", R"("urn:other")"},
             {"first_seen", R"("yesterday")"}}) {
        INFO(name << ' ' << value);
        CHECK(with_line(device_key(name, value)).records.empty());
    }
}
