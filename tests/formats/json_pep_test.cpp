// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_pep.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace boswell;
using namespace boswell::test;
using Json = nlohmann::json;

static Json record(PepNode node, std::vector<PepField> fields,
                   std::optional<bool> is_verified = {}) {
    auto event = mood("x");
    event.node = node;
    event.fields = std::move(fields);
    return Json::parse(formats::to_json(event, is_verified));
}

TEST_CASE("an event of PEP is a record with what it says under the name of what it is") {
    const auto json = record(PepNode::mood, {{"value", "happy"}, {"text", "\"tea\""}});
    CHECK(json["kind"] == "pep-event");
    CHECK(json["account"] == "alice@example.org");
    CHECK(json["contact"] == "bob@example.net");
    CHECK(json["node"] == "http://jabber.org/protocol/mood");
    CHECK(json["item"] == "current");
    CHECK(json["stamp"] == "2026-03-14T15:09:26.535Z");
    CHECK(json["seen_at"] == "2026-03-14T15:09:26.535Z");
    CHECK(json["published"] == true);
    CHECK(json["mood"] == Json{{"value", "happy"}, {"text", "\"tea\""}});
    CHECK(json["payload"] == *mood("x").payload);
}

TEST_CASE("single values are texts, numbers are numbers, and what may repeat is a list") {
    CHECK(record(PepNode::nick, {{"value", "Bob"}})["nick"] == "Bob");
    CHECK(record(PepNode::moved, {{"value", "b@x"}}, true)["moved"] == "b@x");
    CHECK(record(PepNode::moved, {{"value", "b@x"}}, true)["verified"] == true);
    CHECK(record(PepNode::axolotl_devices, {{"value", "7"}, {"value", "9"}})["devices"] ==
          Json{7, 9});
    CHECK(record(PepNode::avatar, {{"sha1", "ab"}, {"bytes", "4294967295"}})["avatar"] ==
          Json{{"sha1", "ab"}, {"bytes", 4294967295}});
    CHECK(record(PepNode::tune, {{"title", "7"}, {"length", "686"}})["tune"] ==
          Json{{"title", "7"}, {"length", 686}});
    CHECK(record(PepNode::vcard, {{"email", "a@x"}, {"note", "n"}, {"email", "b@x"}})["vcard"] ==
          Json{{"email", {"a@x", "b@x"}}, {"note", "n"}});
}

TEST_CASE("what is published no longer says nothing, and what is not understood is quoted") {
    const auto over = Json::parse(formats::to_json(mood("")));
    CHECK(over["published"] == false);
    CHECK_FALSE(over.contains("mood"));
    CHECK_FALSE(over.contains("payload"));
    CHECK_FALSE(record(PepNode::mood, {}).contains("mood"));
    CHECK(record(PepNode::mood, {}).contains("payload"));
}

TEST_CASE("a key is a record that says what kind of key it is") {
    const DeviceKeyRecord key{.account = alice,
                              .contact = bob,
                              .list = PepNode::devices,
                              .device = 7,
                              .fingerprint = "ab",
                              .first_seen = some_day,
                              .last_seen = some_day,
                              .announced = true};
    CHECK(Json::parse(formats::to_json(key)) == Json{{"kind", "key"},
                                                     {"account", "alice@example.org"},
                                                     {"contact", "bob@example.net"},
                                                     {"protocol", "urn:xmpp:omemo:2"},
                                                     {"device", 7},
                                                     {"key_type", "ed25519"},
                                                     {"fingerprint", "ab"},
                                                     {"first_seen", "2026-03-14T15:09:26.535Z"},
                                                     {"last_seen", "2026-03-14T15:09:26.535Z"},
                                                     {"announced", true}});
}

TEST_CASE("a claim of a move is a record of who says so, and whether it is verified") {
    const MoveClaimRecord claim{.account = alice,
                                .contact = bob,
                                .claimant = alice,
                                .first_seen = some_day,
                                .last_seen = some_day};
    const auto json = Json::parse(formats::to_json(claim, false));
    CHECK(json["kind"] == "move-claim");
    CHECK(json["claimant"] == "alice@example.org");
    CHECK(json["seen_at"] == "2026-03-14T15:09:26.535Z");
    CHECK(json["last_seen"] == "2026-03-14T15:09:26.535Z");
    CHECK(json["verified"] == false);
}
