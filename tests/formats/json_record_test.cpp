// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_record.hpp"

#include "base/json_object.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace boswell;

static MessageRecord small_message() {
    MessageRecord message;
    message.id = 9007199254740991;
    message.account = Jid::of("alice@example.org");
    message.with = Jid::of("bob@example.net");
    message.from = Jid::of("bob@example.net/phone");
    message.stamp = message.received_at = from_milliseconds(1795333478012);
    message.via = {Via::stream, Via::room_history};
    return message;
}

TEST_CASE("a message names its kind first and leaves out what is unknown") {
    const auto line = formats::to_json(small_message());
    CHECK(line == R"({"kind":"message","account":"alice@example.org","with":"bob@example.net",)"
                  R"("direction":"in","id":9007199254740991,"from":"bob@example.net/phone",)"
                  R"("type":"normal","stamp":"2026-11-22T07:44:38.012Z",)"
                  R"("received_at":"2026-11-22T07:44:38.012Z","via":["stream","room-history"]})");
}

TEST_CASE("bodies in several languages are an object, also the one without a language") {
    auto message = small_message();
    message.bodies = {{"", "Good \"night\""}, {"de", "Gute Nacht"}};
    const auto json = nlohmann::json::parse(formats::to_json(message));
    CHECK(json["bodies"][""] == "Good \"night\"");
    CHECK(json["bodies"]["de"] == "Gute Nacht");
}

TEST_CASE("a presence that is neither here nor gone has a type instead") {
    PresenceRecord presence;
    presence.account = Jid::of("alice@example.org");
    presence.contact = Jid::of("bob@example.net");
    presence.type = PresenceType::subscribe;
    const auto asks = nlohmann::json::parse(formats::to_json(presence));
    CHECK(asks["type"] == "subscribe");
    CHECK_FALSE(asks.contains("available"));
    presence.type = PresenceType::unavailable;
    const auto gone = nlohmann::json::parse(formats::to_json(presence));
    CHECK(gone["available"] == false);
    CHECK_FALSE(gone.contains("show"));
}

TEST_CASE("a summary adds the shades of online up") {
    PresenceSummary summary;
    using namespace std::chrono_literals;
    summary.by_state = {{PresenceState::available, 1500ms},
                        {PresenceState::xa, 2s},
                        {PresenceState::offline, 7s},
                        {PresenceState::unknown, 11s}};
    const auto json = nlohmann::json::parse(formats::to_json(summary));
    CHECK(json["online_seconds"] == 3.5);
    CHECK(json["offline_seconds"] == 7);
    CHECK(json["unknown_seconds"] == 11);
    CHECK(json["by_state"]["xa"] == 2);
    CHECK_FALSE(json.contains("first_seen"));
}

TEST_CASE("any bytes become a JSON string that is strict UTF-8 without control characters") {
    const auto text = GENERATE(as<std::string>(), "plain", "quo\"te \\ back", "\n\r\t\x01\x1b\x7f",
                               "\xC2\x9B csi", "broken \xff\xfe", "cut \xE2\x80", "\xED\xA0\x80",
                               "\xF4\x90\x80\x80", "\xC0\xAF", "茶 🦉 \xE2\x80\xAE");
    std::string out;
    append_json(out, text);
    const auto read = nlohmann::json::parse(out);  // throws for what is not UTF-8
    CHECK(read.is_string());
    for (const char c : out) CHECK(static_cast<unsigned char>(c) >= 0x20);
    CHECK(out.find("\xC2\x9B") == std::string::npos);
}

TEST_CASE("text that is UTF-8 comes back unchanged") {
    std::string all;
    for (char c = 1; c > 0; ++c) all += c;
    all += "ß 茶 🦉 \xC2\x80\xC2\x9F\xC2\xA0";
    std::string out;
    append_json(out, all);
    CHECK(nlohmann::json::parse(out) == all);
}

TEST_CASE("what people did to a message is in its record, and what nobody did is not") {
    MessageRecord message;
    message.id = 1;
    CHECK(formats::to_json(Record(message)).find("versions") == std::string::npos);
    message.retraction = Retraction{.at = from_milliseconds(0),
                                    .moderator = Jid::of("tea@rooms.example.org/mod"),
                                    .reason = "spam"};
    message.versions = {{from_milliseconds(0), "one"}, {from_milliseconds(1), ""}};
    message.annotates = Reference{.kind = AnnotationKind::retraction, .named_id = "m", .id = 7};
    const auto json = formats::to_json(Record(message));
    CHECK_THAT(json, Catch::Contains(R"("retracted_at":"1970-01-01T00:00:00.000Z",)"
                                     R"("moderated_by":"tea@rooms.example.org/mod",)"
                                     R"("retraction_reason":"spam")"));
    CHECK_THAT(json, Catch::Contains(R"("versions":[{"stamp":"1970-01-01T00:00:00.000Z",)"
                                     R"("body":"one"},{"stamp":"1970-01-01T00:00:00.001Z"}])"));
    CHECK_THAT(json,
               Catch::Contains(R"("annotates":{"kind":"retraction","id":7,"message_id":"m"})"));
}

TEST_CASE("what says something about a message is named by its number, and by its ids") {
    MessageRecord message;
    message.id = 1;
    message.message_id = "m";
    message.in_room = true;
    message.versions = {{.stamp = {}, .body = "one"},
                        {.stamp = {}, .body = "two", .id = 2, .message_id = "n"}};
    message.retraction = Retraction{.at = {}, .id = 3};
    message.reactions = {{.from = {}, .emoji = {"👍"}, .at = {}, .id = 4, .occupant_id = "o"}};
    message.receipts = {{.from = {}, .at = {}, .named_id = "m"},
                        {.from = {}, .at = {}, .named_id = "s", .occupant_id = "o"}};
    const auto json = nlohmann::json::parse(formats::to_json(Record(message)));
    CHECK(json["in_room"] == true);
    CHECK_FALSE(json["versions"][0].contains("id"));
    CHECK(json["versions"][1]["id"] == 2);
    CHECK(json["versions"][1]["message_id"] == "n");
    CHECK(json["retraction_id"] == 3);
    CHECK(json["reactions"][0]["id"] == 4);
    CHECK(json["reactions"][0]["occupant_id"] == "o");
    CHECK_FALSE(json["receipts"][0].contains("message_id"));
    CHECK(json["receipts"][1]["message_id"] == "s");
    CHECK(json["receipts"][1]["occupant_id"] == "o");
    message.type = MessageType::groupchat;  // which says it already
    CHECK(formats::to_json(Record(message)).find("in_room") == std::string::npos);
}
