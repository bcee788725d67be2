// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_message.hpp"

#include "formats/json_record.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace boswell;
using nlohmann::json;

static Time second(int count) { return from_milliseconds(count * 1000); }

static std::string stamp(int second) {
    return "1970-01-01T00:00:0" + std::to_string(second) + ".000Z";
}

static json shown(const MessageRecord& message) {
    return json::parse(formats::to_json(Record(message)));
}

TEST_CASE("every field of a message is in its record") {
    const MessageRecord message{.id = 7,
                                .account = Jid::of("me@example.org"),
                                .with = Jid::of("you@example.net"),
                                .direction = Direction::out,
                                .from = Jid::of("me@example.org/desk"),
                                .to = Jid::of("you@example.net/phone"),
                                .type = MessageType::chat,
                                .stamp = second(1),
                                .received_at = second(2),
                                .body = "body",
                                .subject = "subject",
                                .thread = "thread",
                                .lang = "de",
                                .message_id = "m1",
                                .origin_id = "o1",
                                .stanza_id = "s1",
                                .stanza_id_by = Jid::of("archive@example.org"),
                                .via = {Via::archive, Via::carbon},
                                .delayed_by = Jid::of("delay@example.org"),
                                .encryption = "omemo",
                                .occupant_id = "occupant",
                                .off_the_record = true};
    CHECK(shown(message) == json{{"kind", "message"},
                                 {"account", "me@example.org"},
                                 {"with", "you@example.net"},
                                 {"direction", "out"},
                                 {"id", 7},
                                 {"from", "me@example.org/desk"},
                                 {"to", "you@example.net/phone"},
                                 {"type", "chat"},
                                 {"stamp", stamp(1)},
                                 {"received_at", stamp(2)},
                                 {"body", "body"},
                                 {"subject", "subject"},
                                 {"thread", "thread"},
                                 {"lang", "de"},
                                 {"message_id", "m1"},
                                 {"origin_id", "o1"},
                                 {"stanza_id", "s1"},
                                 {"stanza_id_by", "archive@example.org"},
                                 {"via", {"archive", "carbon"}},
                                 {"delayed_by", "delay@example.org"},
                                 {"encryption", "omemo"},
                                 {"occupant_id", "occupant"},
                                 {"off_the_record", true}});
}

TEST_CASE("every field of a link is in the record of its message") {
    MessageRecord message;
    message.attachments = {{"https://example.org/f", "picture", "image/png", 9},
                           {.url = "https://example.org/g"}};
    CHECK(shown(message)["attachments"] == json::array({{{"url", "https://example.org/f"},
                                                         {"mime", "image/png"},
                                                         {"size", 9},
                                                         {"description", "picture"}},
                                                        {{"url", "https://example.org/g"}}}));
}

TEST_CASE("every field of a call is in the record of its message") {
    MessageRecord message;
    message.call = CallRecord{.id = "c1",
                              .media = {"audio"},
                              .events = {{.action = CallAction::reject,
                                          .from = Jid::of("bob@c/x"),
                                          .to = Jid::of("alice@c"),
                                          .at = second(2),
                                          .reason = "busy",
                                          .id = 7,
                                          .message_id = "m7",
                                          .stanza_id = StanzaId{"s7", Jid::of("alice@c")}}},
                              .outcome = CallOutcome::answered,
                              .duration = std::chrono::milliseconds(1500)};
    CHECK(shown(message)["call"] == json({{"id", "c1"},
                                          {"outcome", "answered"},
                                          {"seconds", 1.5},
                                          {"action", "propose"},
                                          {"media", {"audio"}},
                                          {"events",
                                           {{{"action", "reject"},
                                             {"from", "bob@c/x"},
                                             {"to", "alice@c"},
                                             {"at", stamp(2)},
                                             {"reason", "busy"},
                                             {"id", 7},
                                             {"message_id", "m7"},
                                             {"stanza_id", "s7"},
                                             {"stanza_id_by", "alice@c"}}}}}));
}

TEST_CASE("what a clock on the wall showed is in the record of its message") {
    MessageRecord message;
    message.local_time = LocalTime{"2026-10-25 02:30:05", "Europe/Berlin", true};
    CHECK(shown(message)["local_time"] ==
          json{{"text", "2026-10-25 02:30:05"}, {"zone", "Europe/Berlin"}, {"ambiguous", true}});
    message.local_time->is_ambiguous = false;
    CHECK(shown(message)["local_time"] ==
          json{{"text", "2026-10-25 02:30:05"}, {"zone", "Europe/Berlin"}});
}

TEST_CASE("every field of a mention and of a preview is in the record of its message") {
    MessageRecord message;
    message.mentions = {{"xmpp:bob@c", 0, 3}, {"xmpp:carol@c", {}, {}}};
    message.previews = {{"https://c/", "T", "D", "S", "website", "https://c/i"}};
    CHECK(shown(message)["mentions"] ==
          json::array(
              {{{"uri", "xmpp:bob@c"}, {"begin", 0}, {"end", 3}}, {{"uri", "xmpp:carol@c"}}}));
    CHECK(shown(message)["previews"] == json::array({{{"url", "https://c/"},
                                                      {"title", "T"},
                                                      {"description", "D"},
                                                      {"site", "S"},
                                                      {"type", "website"},
                                                      {"image", "https://c/i"}}}));
}

TEST_CASE("every field of a reaction and of a receipt is in the record of its message") {
    MessageRecord message;
    const StanzaId given{"s1", Jid::of("archive@example.org")};
    message.reactions = {{Jid::of("you@example.net"), {"👍"}, second(1), 3, "o1", given}};
    message.receipts = {
        {Jid::of("you@example.net"), ReceiptKind::displayed, second(2), "m2", "o2"}};
    const auto record = shown(message);
    CHECK(record["reactions"] == json::array({{{"from", "you@example.net"},
                                               {"emoji", {"👍"}},
                                               {"at", stamp(1)},
                                               {"id", 3},
                                               {"occupant_id", "o1"},
                                               {"stanza_id", "s1"},
                                               {"stanza_id_by", "archive@example.org"}}}));
    CHECK(record["receipts"] == json::array({{{"from", "you@example.net"},
                                              {"kind", "displayed"},
                                              {"at", stamp(2)},
                                              {"message_id", "m2"},
                                              {"occupant_id", "o2"}}}));
}

TEST_CASE("a reply says what it answers and whom, anything else what it does") {
    MessageRecord message;
    message.reply_to = Reference{AnnotationKind::reply, "m1", 4, {}, Jid::of("you@example.net")};
    message.annotates = Reference{.kind = AnnotationKind::correction, .named_id = "m2"};
    const auto record = shown(message);
    CHECK(record["reply_to"] == json{{"id", 4}, {"message_id", "m1"}, {"to", "you@example.net"}});
    CHECK(record["annotates"] == json{{"kind", "correction"}, {"message_id", "m2"}});
}
