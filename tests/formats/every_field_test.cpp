// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_record.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace boswell;
using nlohmann::json;

// Each value differs from all others, so that no field can stand for another.
static const Jid me = Jid::of("me@example.org");
static const Jid you = Jid::of("you@example.net");
static const Jid room = Jid::of("room@example.com");

static Time second(int count) { return from_milliseconds(count * 1000); }

static std::string stamp(int second) {
    return "1970-01-01T00:00:0" + std::to_string(second) + ".000Z";
}

static json shown(const Record& record) { return json::parse(formats::to_json(record)); }

TEST_CASE("every field of a presence is in its record") {
    const PresenceRecord presence{
        .account = me,
        .contact = you,
        .resource = "phone",
        .show = Show::away,
        .status = "gone",
        .priority = -3,
        .stamp = second(1),
        .seen_at = second(2),
        .cause = Cause::room,
        .occupant = Occupant{Jid::of("real@example.net"), "admin", "visitor", "o1"},
        .nick = "nick",
        .directed = true};
    CHECK(shown(presence) == json{{"kind", "presence"},
                                  {"account", "me@example.org"},
                                  {"contact", "you@example.net"},
                                  {"resource", "phone"},
                                  {"available", true},
                                  {"show", "away"},
                                  {"status", "gone"},
                                  {"priority", -3},
                                  {"stamp", stamp(1)},
                                  {"seen_at", stamp(2)},
                                  {"cause", "room"},
                                  {"nick", "nick"},
                                  {"directed", true},
                                  {"occupant",
                                   {{"jid", "real@example.net"},
                                    {"affiliation", "admin"},
                                    {"role", "visitor"},
                                    {"occupant_id", "o1"}}}});
}

TEST_CASE("every field of an interval is in its record") {
    const PresenceInterval interval{me,      you,   PresenceState::dnd, {second(1), second(4)},
                                    "phone", "busy"};
    CHECK(shown(interval) == json{{"kind", "interval"},
                                  {"account", "me@example.org"},
                                  {"contact", "you@example.net"},
                                  {"state", "dnd"},
                                  {"since", stamp(1)},
                                  {"until", stamp(4)},
                                  {"seconds", 3},
                                  {"resource", "phone"},
                                  {"status", "busy"}});
}

TEST_CASE("every field of a presence summary is in its record") {
    PresenceSummary summary{.account = me,
                            .contact = you,
                            .period = {second(1), second(9)},
                            .sessions = 5,
                            .longest_session = milliseconds(2500),
                            .first_seen = second(2),
                            .last_seen = second(3)};
    summary.by_state = {{PresenceState::chat, milliseconds(4000)}};
    CHECK(shown(summary) == json{{"kind", "presence-summary"},
                                 {"account", "me@example.org"},
                                 {"contact", "you@example.net"},
                                 {"since", stamp(1)},
                                 {"until", stamp(9)},
                                 {"online_seconds", 4},
                                 {"offline_seconds", 0},
                                 {"unknown_seconds", 0},
                                 {"by_state", {{"chat", 4}}},
                                 {"sessions", 5},
                                 {"longest_session_seconds", 2.5},
                                 {"first_seen", stamp(2)},
                                 {"last_seen", stamp(3)}});
}

static ContactRecord full_contact() {
    VCardVersion version{.fetched_at = second(1),
                         .avatar_sha1 = "abc",
                         .avatar_mime = "image/png",
                         .avatar_bytes = 12};
    version.vcard = {"Full",          "nickname", "Given", "Family",     {"a@example.net"},
                     {{"home", "1"}}, "org",      "title", "1970-01-01", "url",
                     "note",          "photo"};
    return {.account = me,
            .jid = you,
            .name = "name",
            .subscription = Subscription::from,
            .groups = {"group"},
            .mark = RosterMark::pinned,
            .vcard = version,
            .versions = 7};
}

TEST_CASE("every field of a contact is in its record, and since when it was so") {
    json expected{{"kind", "contact"},
                  {"account", "me@example.org"},
                  {"jid", "you@example.net"},
                  {"name", "name"},
                  {"subscription", "from"},
                  {"groups", {"group"}},
                  {"mark", "pinned"},
                  {"fetched_at", stamp(1)},
                  {"versions", 7},
                  {"avatar", {{"sha1", "abc"}, {"mime", "image/png"}, {"bytes", 12}}}};
    expected["vcard"] = {{"full_name", "Full"}, {"nickname", "nickname"},     {"given", "Given"},
                         {"family", "Family"},  {"email", {"a@example.net"}}, {"org", "org"},
                         {"title", "title"},    {"birthday", "1970-01-01"},   {"url", "url"},
                         {"note", "note"},      {"photo_url", "photo"}};
    expected["vcard"]["tel"] = json::array({{{"kind", "home"}, {"number", "1"}}});
    CHECK(shown(full_contact()) == expected);
    expected["since"] = stamp(2);
    CHECK(json::parse(formats::to_json(full_contact(), second(2))) == expected);
}

TEST_CASE("every field of a conversation is in its record") {
    const ConversationRecord conversation{me, room,      MessageType::groupchat,
                                          3,  second(1), second(2)};
    CHECK(shown(conversation) == json{{"kind", "conversation"},
                                      {"account", "me@example.org"},
                                      {"with", "room@example.com"},
                                      {"type", "groupchat"},
                                      {"messages", 3},
                                      {"first", stamp(1)},
                                      {"last", stamp(2)}});
}

TEST_CASE("every field of an account and of its rooms is in its record") {
    const RoomRecord tea{.jid = room,
                         .nickname = "nick",
                         .state = RoomState::failed,
                         .since = second(5),
                         .reason = "why",
                         .subject = "subject",
                         .archive = HeldArchive{.oldest = second(6)}};
    const AccountRecord account{.jid = me,
                                .state = ConnectionState::online,
                                .since = second(1),
                                .last_proof = second(2),
                                .tls = "TLSv1.3",
                                .sasl = "PLAIN",
                                .features = {"feature"},
                                .messages = 8,
                                .last_error = "error",
                                .archive = HeldArchive{true, second(3), second(4)},
                                .rooms = {tea}};
    json expected{
        {"kind", "account"},
        {"jid", "me@example.org"},
        {"state", "online"},
        {"since", stamp(1)},
        {"last_proof", stamp(2)},
        {"tls", "TLSv1.3"},
        {"sasl", "PLAIN"},
        {"features", {"feature"}},
        {"messages", 8},
        {"last_error", "error"},
        {"archive", {{"complete", true}, {"caught_up_at", stamp(3)}, {"oldest", stamp(4)}}}};
    expected["rooms"] = json::array({{{"jid", "room@example.com"},
                                      {"nickname", "nick"},
                                      {"state", "failed"},
                                      {"since", stamp(5)},
                                      {"reason", "why"},
                                      {"subject", "subject"},
                                      {"archive", {{"complete", false}, {"oldest", stamp(6)}}}}});
    CHECK(shown(account) == expected);
    CHECK_FALSE(shown(AccountRecord{.jid = me}).contains("archive"));
}

TEST_CASE("every field of a gap is in its record") {
    CHECK(shown(GapRecord{me, room, second(1), second(2), "why"}) ==
          json{{"kind", "gap"},
               {"account", "me@example.org"},
               {"archive", "room@example.com"},
               {"since", stamp(1)},
               {"until", stamp(2)},
               {"reason", "why"}});
}

TEST_CASE("every field of a chat state is in its record") {
    ChatState state;
    state.account = me;
    state.with = room;
    state.direction = Direction::out;
    state.from = you;
    state.stamp = second(1);
    const auto record = shown(state);
    CHECK(record["account"] == "me@example.org");
    CHECK(record["with"] == "room@example.com");
    CHECK(record["direction"] == "out");
    CHECK(record["from"] == "you@example.net");
    CHECK(record["state"] == to_string(state.state));
    CHECK(record["stamp"] == stamp(1));
}

TEST_CASE("every number of the statistics is in its record") {
    CHECK(shown(StatsRecord{1, 2, 3, 4, 5, 6}) == json{{"kind", "stats"},
                                                       {"messages", 1},
                                                       {"presences", 2},
                                                       {"vcards", 3},
                                                       {"conversations", 4},
                                                       {"contacts", 5},
                                                       {"bytes", 6}});
}

TEST_CASE("every field of a copy is in the record of its message") {
    const MessageCopy copy{.id = 4,
                           .via = Via::carbon,
                           .seen_at = second(1),
                           .stanza_id = StanzaId{"s1", room},
                           .delay = Delay{second(2), you},
                           .joined_by = "first",
                           .stanza = "<message/>"};
    const std::vector<MessageCopy> copies{copy, {.id = 5}};
    const auto record = json::parse(formats::to_json(MessageRecord{}, {.copies = copies}));
    REQUIRE(record["copies"].size() == 2);
    CHECK(record["copies"][0] == json{{"id", 4},
                                      {"via", "carbon"},
                                      {"seen_at", stamp(1)},
                                      {"stanza_id", "s1"},
                                      {"stanza_id_by", "room@example.com"},
                                      {"stamp", stamp(2)},
                                      {"delayed_by", "you@example.net"},
                                      {"joined_by", "first"},
                                      {"stanza", "<message/>"}});
    CHECK(record["copies"][1]["id"] == 5);
    CHECK(json::parse(formats::to_json(MessageRecord{}, formats::MessageDetails{}))["copies"] ==
          json::array());
}

TEST_CASE("every field of a state at a time is in the record of the message that was sent then") {
    const PresenceAt state{.account = me,
                           .contact = you,
                           .at = second(3),
                           .state = PresenceState::away,
                           .since = second(1),
                           .resource = "phone",
                           .status = "lunch"};
    const auto record = json::parse(formats::to_json(MessageRecord{}, {.presence = {state}}));
    CHECK(record["presence"] == json::array({{{"account", me.str()},
                                              {"contact", you.str()},
                                              {"at", stamp(3)},
                                              {"state", "away"},
                                              {"since", stamp(1)},
                                              {"resource", "phone"},
                                              {"status", "lunch"}}}));
    CHECK_FALSE(json::parse(formats::to_json(MessageRecord{}, formats::MessageDetails{}))
                    .contains("presence"));
}

TEST_CASE("every field of a total is in its record") {
    const PresenceTotal total{.period = {second(1), second(9)},
                              .contacts = 5,
                              .observed_contacts = 4,
                              .online_contacts = 3,
                              .by_state = {{PresenceState::away, milliseconds(2500)},
                                           {PresenceState::offline, milliseconds(4000)},
                                           {PresenceState::unknown, milliseconds(1000)}}};
    CHECK(json::parse(formats::to_json(total)) ==
          json{{"kind", "presence-total"},
               {"since", stamp(1)},
               {"until", stamp(9)},
               {"contacts", 5},
               {"observed_contacts", 4},
               {"online_contacts", 3},
               {"online_seconds", 2.5},
               {"offline_seconds", 4},
               {"unknown_seconds", 1},
               {"by_state", {{"away", 2.5}, {"offline", 4}, {"unknown", 1}}}});
}
