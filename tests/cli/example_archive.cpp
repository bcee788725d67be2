// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/example_archive.hpp"

#include "archive/writer.hpp"
#include "stanza/parse.hpp"
#include "stanza/pep_nodes.hpp"
#include "stanza/write_xml.hpp"
#include "support/builders.hpp"

namespace boswell::test {

static const Jid carol = Jid::of("carol@example.com");
static const Jid dave = Jid::of("dave@example.net");
static const Jid room = Jid::of("tea@conference.example.org");

static std::string stanza_of(std::string_view from, std::string_view body) {
    return fmt::format("<message from='{}'><body>{}</body></message>", from, body);
}

Message incoming(std::string_view stamp, std::string_view from, std::string_view body) {
    Message message;
    message.account = alice;
    message.from = Jid::of(from);
    message.with = message.from.bare();
    message.to = alice;
    message.type = MessageType::chat;
    message.stamp = message.received_at = at(stamp);
    if (!body.empty()) message.bodies = {{"", std::string(body)}};
    message.stanza = stanza_of(from, body);
    return message;
}

static Message outgoing(std::string_view stamp, const Jid& to, std::string_view body) {
    Message message = incoming(stamp, "alice@example.org/phone", body);
    message.direction = Direction::out;
    message.with = to.bare();
    message.to = to;
    message.via = Via::carbon;
    return message;
}

static Message in_room(std::string_view stamp, std::string_view nick, std::string_view body) {
    Message message = incoming(stamp, room.with_resource(nick).str(), body);
    message.type = MessageType::groupchat;
    message.in_room = true;
    return message;
}

// Came live and again from the server's archive: one message, two copies.
static void add_twice_seen(std::vector<Event>& events) {
    Message live =
        incoming("2026-11-20T18:03:00Z", "bob@example.net/laptop", "Meet me at the lighthouse");
    live.message_id = "m-17";
    live.thread = "walk";
    live.stanza_id = {"s-17", alice};
    Message archived = live;
    archived.via = Via::archive;
    archived.delay = Delay{live.stamp, bob};
    archived.received_at = at("2026-11-20T19:00:00Z");
    events.emplace_back(live);
    events.emplace_back(archived);
}

static void add_messages(std::vector<Event>& events) {
    events.emplace_back(
        incoming("2026-11-20T18:00:00Z", "bob@example.net/laptop", "Do you like tea?"));
    events.emplace_back(outgoing("2026-11-20T18:01:30.250Z", bob, "Green tea, yes. And a Gözleme"));
    add_twice_seen(events);
    events.emplace_back(incoming("2026-11-21T06:44:38Z", "bob@example.net/phone",
                                 "Two lines:\nthe first tea of the day,\nand the second"));
    Message late =
        incoming("2026-11-21T09:00:00Z", "bob@example.net/phone", "sent while you were away");
    late.received_at = at("2026-11-21T12:00:05Z");
    late.delay = Delay{late.stamp, Jid::of("example.org")};
    late.via = Via::offline;
    events.emplace_back(late);
    Message lingual = incoming("2026-11-21T12:10:00Z", "bob@example.net/phone", "Good night");
    lingual.bodies = {{"en", "Good night"}, {"de", "Gute Nacht"}, {"ja", "おやすみなさい"}};
    lingual.subjects = {{"", "sleep"}};
    events.emplace_back(lingual);
    Message secret = incoming("2026-11-21T12:20:00Z", "bob@example.net/phone", "");
    secret.bodies.clear();
    secret.encryption = "eu.siacs.conversations.axolotl";
    events.emplace_back(secret);
    events.emplace_back(in_room("2026-11-21T15:00:00Z", "Märchen 🦉", "tea is served, 茶"));
    events.emplace_back(in_room("2026-11-21T15:00:20Z", "alice", "on my way"));
    // ESC, OSC that sets the title, C1 CSI, and a right-to-left override that is never closed.
    events.emplace_back(incoming("2026-11-22T07:00:00Z", "mallory@evil.example/\xE2\x80\xAEx",
                                 "tea \x1b[31mred\x1b]0;title\x07 \xC2\x9B"
                                 "2J \xE2\x80\xAEgnp.exe"));
}

static Message with_id(Message message, std::string_view id) {
    message.message_id = id;
    return message;
}

static Message annotating(Message message, Annotation annotation) {
    message.annotation = std::move(annotation);
    return message;
}

static Receipt receipt(std::string_view stamp, ReceiptKind kind) {
    return {.account = alice,
            .with = dave,
            .from = dave.with_resource("phone"),
            .kind = kind,
            .named_id = "a-1",
            .stamp = at(stamp)};
}

// What people do to messages, one of them before the message that it is about.
static void add_annotations(std::vector<Event>& events) {
    using enum AnnotationKind;
    const std::string from = "dave@example.net/phone";
    const auto said = [&](std::string_view stamp, std::string_view body) {
        return incoming(stamp, from, body);
    };
    events.emplace_back(
        annotating(with_id(said("2026-11-21T13:02:00Z", "Shall we meet at one o'clock?"), "d-2"),
                   {.kind = correction, .named_id = "d-1"}));
    events.emplace_back(with_id(said("2026-11-21T13:00:00Z", "Shall we meet at noon?"), "d-1"));
    auto answer = with_id(outgoing("2026-11-21T13:01:00Z", dave, "Yes"), "a-1");
    answer.reply = Annotation{.kind = reply, .named_id = "d-1", .jid = dave};
    events.emplace_back(answer);
    events.emplace_back(receipt("2026-11-21T13:01:01Z", ReceiptKind::received));
    events.emplace_back(receipt("2026-11-21T13:01:30Z", ReceiptKind::displayed));
    auto absent = receipt("2026-11-21T13:01:40Z", ReceiptKind::displayed);
    absent.named_id = "not-here";
    events.emplace_back(absent);
    auto thumb = outgoing("2026-11-21T13:03:00Z", dave, "");
    events.emplace_back(annotating(thumb, {.kind = reaction, .named_id = "d-1", .emoji = {"👍"}}));
    events.emplace_back(
        annotating(said("2026-11-21T13:03:10Z", ""),
                   {.kind = reaction, .named_id = "d-1", .emoji = {"👍", "\x1b[2J\xE2\x80\xAE"}}));
    auto file = with_id(said("2026-11-21T13:04:00Z", "https://files.example.net/map.png"), "d-3");
    file.attachments = {{.url = "https://files.example.net/map.png",
                         .description = "map.png",
                         .mime = "image/png",
                         .size = 4711}};
    events.emplace_back(file);
    events.emplace_back(with_id(said("2026-11-21T13:05:00Z", "wrong window"), "d-4"));
    events.emplace_back(
        annotating(said("2026-11-21T13:06:00Z", ""),
                   {.kind = retraction, .named_id = "d-4", .reason = "oops \x1b[31m"}));
    events.emplace_back(
        annotating(incoming("2026-11-21T13:07:00Z", "mallory@evil.example/x", "Never."),
                   {.kind = correction, .named_id = "d-1\x1b[2J"}));
}

static ChatState state(std::string_view stamp, ChatStateKind kind,
                       Direction direction = Direction::in) {
    const bool out = direction == Direction::out;
    return {.account = alice,
            .direction = direction,
            .with = dave,
            .from = out ? alice.with_resource("phone") : dave.with_resource("phone"),
            .state = kind,
            .stamp = at(stamp)};
}

// Around Dave's first message, and what was said without being meant for the record.
static void add_activity(std::vector<Event>& events) {
    using enum ChatStateKind;
    events.emplace_back(state("2026-11-21T12:59:10Z", composing));
    events.emplace_back(state("2026-11-21T12:59:40Z", paused));
    events.emplace_back(state("2026-11-21T12:59:50Z", composing));
    events.emplace_back(state("2026-11-21T13:00:00Z", active));
    events.emplace_back(state("2026-11-21T13:00:30Z", composing, Direction::out));
    auto hushed = incoming("2026-11-21T14:00:00Z", "carol@example.com/x", "nobody is to know");
    hushed.off_the_record = true;
    events.emplace_back(hushed);
    auto noted = incoming("2026-11-21T14:00:10Z", "carol@example.com/x", "nor this");
    noted.off_the_record = true;
    reduce_to_note(noted);
    events.emplace_back(noted);
    events.emplace_back(state("2026-11-21T15:00:00Z", gone));
}

static RosterUpdate roster(std::string_view seen_at, std::vector<RosterItem> items) {
    return {.account = alice, .seen_at = at(seen_at), .complete = true, .items = std::move(items)};
}

static void add_contacts(std::vector<Event>& events) {
    const RosterItem friend_of_old{bob, "Bob", Subscription::both, false, {"Friends"}, {}};
    const RosterItem neighbour{carol, "", Subscription::to, false, {}, RosterMark::pinned};
    events.emplace_back(roster("2026-11-20T17:00:00Z", {friend_of_old, neighbour}));
    const RosterItem renamed{bob,   "Bobby Tables",     Subscription::both,
                             false, {"Friends", "Tea"}, {}};
    events.emplace_back(roster("2026-11-21T12:00:01Z", {renamed, neighbour}));
    VCard vcard;
    vcard.full_name = "Robert Example";
    vcard.nickname = "bobby";
    vcard.emails = {"bob@example.net"};
    vcard.telephones = {{"cell", "+49 30 1234"}};
    events.emplace_back(
        VCardFetched{alice, bob, at("2026-11-20T17:00:05Z"), vcard, {}, "<vCard/>"});
    vcard.organisation = "Lighthouse Ltd.";
    // SHA-1 of "abc", FIPS 180-1 appendix A.
    const Avatar avatar{"a9993e364706816aba3e25717850c26c9cd0d89d", "image/png", "abc"};
    events.emplace_back(VCardFetched{alice, bob, at("2026-11-21T12:00:07Z"), vcard, avatar,
                                     "<vCard><ORG/></vCard>"});
}

/// What is read of the payload, as when it arrives.
static PepEvent published(std::string_view seen_at, PepNode node, std::string_view payload) {
    PepEvent event{.account = alice,
                   .contact = bob,
                   .node = node,
                   .item = "current",
                   .stamp = at(seen_at),
                   .seen_at = at(seen_at),
                   .payload = {}};
    if (payload.empty()) return event;
    const auto document = stanza::parse(payload);
    event.payload = stanza::canonical_xml(document->root());
    event.fields = stanza::payload_of(node).read(document->root());
    return event;
}

// One of each node, and a mood that ends.
static void add_published(std::vector<Event>& events) {
    using enum PepNode;
    events.emplace_back(published("2026-11-20T17:00:06Z", mood,
                                  "<mood xmlns='http://jabber.org/protocol/mood'><happy/>"
                                  "<text>tea \xC2\x9B[2J</text></mood>"));
    auto since = published("2026-11-20T17:00:07Z", nick,
                           "<nick xmlns='http://jabber.org/protocol/nick'>Bobby</nick>");
    since.stamp = at("2026-11-01T08:00:00Z");
    events.emplace_back(since);
    events.emplace_back(published("2026-11-20T17:00:08Z", activity,
                                  "<activity xmlns='http://jabber.org/protocol/activity'>"
                                  "<relaxing><reading/></relaxing></activity>"));
    events.emplace_back(
        published("2026-11-20T17:30:00Z", tune,
                  "<tune xmlns='http://jabber.org/protocol/tune'><artist>Yes</artist>"
                  "<title>Heart of the Sunrise</title><length>686</length></tune>"));
    events.emplace_back(
        published("2026-11-20T17:40:00Z", location,
                  "<geoloc xmlns='http://jabber.org/protocol/geoloc'><lat>45.44</lat>"
                  "<lon>12.33</lon><locality>Venice</locality></geoloc>"));
    events.emplace_back(published("2026-11-20T17:41:00Z", axolotl_devices,
                                  "<list xmlns='eu.siacs.conversations.axolotl'>"
                                  "<device id='31415'/><device id='27182'/></list>"));
    DeviceKey key{.account = alice,
                  .contact = bob,
                  .list = axolotl_devices,
                  .device = 27182,
                  .fingerprint = std::string(64, 'a'),
                  .seen_at = at("2026-11-20T17:41:01Z")};
    events.emplace_back(key);
    key.fingerprint = std::string(64, 'b');
    key.seen_at = at("2026-11-21T12:00:20Z");
    events.emplace_back(key);
    events.emplace_back(published("2026-11-20T17:42:00Z", avatar,
                                  "<metadata xmlns='urn:xmpp:avatar:metadata'>"
                                  "<info id='a9993e364706816aba3e25717850c26c9cd0d89d' "
                                  "type='image/png' bytes='3'/></metadata>"));
    events.emplace_back(published("2026-11-20T17:43:00Z", PepNode::vcard,
                                  "<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'>"
                                  "<fn><text>Robert Example</text></fn>"
                                  "<email><text>bob@example.net</text></email></vcard>"));
    events.emplace_back(published("2026-11-20T17:44:00Z", moved,
                                  "<moved xmlns='urn:xmpp:moved:1'>"
                                  "<new-jid>bob@example.com</new-jid></moved>"));
    events.emplace_back(
        MoveClaimed{alice, bob, Jid::of("bob@example.com"), at("2026-11-20T17:45:00Z")});
    events.emplace_back(
        MoveClaimed{alice, bob, Jid::of("mallory@evil.example"), at("2026-11-20T17:46:00Z")});
    events.emplace_back(published("2026-11-20T18:00:00Z", mood, ""));
}

static Presence presence(std::string_view seen_at, std::string_view from, PresenceType type,
                         Show show = Show::available, std::string_view status = "") {
    Presence presence;
    presence.account = alice;
    presence.from = Jid::of(from);
    presence.type = type;
    presence.show = show;
    presence.status = status;
    presence.stamp = presence.seen_at = at(seen_at);
    return presence;
}

static ConnectionChanged online(std::string_view time) {
    auto change = connection(ConnectionState::online, at(time));
    change.tls = "TLSv1.3 TLS_AES_256_GCM_SHA384";
    change.sasl = "SCRAM-SHA-256-PLUS";
    change.features = {"urn:xmpp:carbons:2", "urn:xmpp:mam:2"};
    change.retention = std::chrono::days(14);
    return change;
}

static ConnectionChanged offline(std::string_view time, std::string_view last_proof) {
    ConnectionChanged change{.account = alice, .state = ConnectionState::offline, .at = at(time)};
    change.last_proof = at(last_proof);
    change.error = "the connection was lost: connection reset by peer";
    return change;
}

// The night is made up for by the server's archive; what is missing for good is told.
static void add_server_archive(std::vector<Event>& events) {
    ArchiveProgress progress{.account = alice, .archive = alice, .at = at("2026-11-21T12:00:30Z")};
    progress.oldest_id = "s-1";
    progress.newest_id = "s-20";
    progress.oldest = at("2026-11-20T16:30:00Z");
    progress.newest = at("2026-11-21T12:00:05Z");
    progress.complete = progress.caught_up = true;
    events.emplace_back(progress);
    events.emplace_back(ArchivePreferencesTold{
        .account = alice,
        .at = at("2026-11-21T12:00:01Z"),
        .preferences = ArchivePreferences{.usual = ArchiveDefault::always, .always = {bob}},
        .delivery = BareJidDelivery::sure});
    events.emplace_back(ArchiveExtentTold{alice, alice, at("2026-11-20T16:30:00Z"),
                                          at("2026-11-21T12:00:05Z"), at("2026-11-21T12:00:01Z")});
    events.emplace_back(RoomChanged{.account = alice,
                                    .room = room,
                                    .nickname = "Alice",
                                    .state = RoomState::joined,
                                    .at = at("2026-11-21T12:00:00Z"),
                                    .seen_until = {},
                                    .reason = {},
                                    .subject = "Earl Grey \x1b[2J"});
    events.emplace_back(GapFound{alice, alice, at("2026-10-01T00:00:00Z"),
                                 at("2026-10-03T12:00:00Z"),
                                 "the server no longer has what followed"});
    events.emplace_back(Quarantined{.account = alice,
                                    .seen_at = at("2026-11-20T19:30:00Z"),
                                    .from = "mallory@evil.example/\x1b[2J",
                                    .reason = "it is larger than 1 MiB",
                                    .size = 2'000'000,
                                    .head = "<message"});
}

// Watched on the 20th from 17:00 to 20:00 and on the 21st from 12:00 to 16:00 (UTC).
std::vector<Event> example_events() {
    using enum PresenceType;
    std::vector<Event> events;
    events.emplace_back(online("2026-11-20T17:00:00Z"));
    auto snapshot =
        presence("2026-11-20T17:00:02Z", "bob@example.net/laptop", available, Show::away, "tea");
    snapshot.cause = Cause::snapshot;
    events.emplace_back(snapshot);
    events.emplace_back(presence("2026-11-20T17:59:30Z", "bob@example.net/laptop", available));
    events.emplace_back(presence("2026-11-20T18:30:00Z", "bob@example.net/laptop", unavailable));
    events.emplace_back(presence("2026-11-20T19:10:00Z", "mallory@evil.example/x", available,
                                 Show::available, "\x1b[2J"));
    auto request = presence("2026-11-20T19:20:00Z", "1b2c@example.net", subscribe);
    request.nick = "Nurse \x1b[2J";
    events.emplace_back(request);
    events.emplace_back(ProofOfLife{alice, at("2026-11-20T20:00:00Z")});
    events.emplace_back(offline("2026-11-20T20:01:30Z", "2026-11-20T20:00:00Z"));
    events.emplace_back(online("2026-11-21T12:00:00Z"));
    auto again = presence("2026-11-21T12:00:02Z", "bob@example.net/phone", available, Show::dnd);
    again.cause = Cause::snapshot;
    events.emplace_back(again);
    events.emplace_back(ProofOfLife{alice, at("2026-11-21T16:00:00Z")});
    events.emplace_back(offline("2026-11-21T16:00:00Z", "2026-11-21T16:00:00Z"));
    add_server_archive(events);
    add_contacts(events);
    add_published(events);
    add_messages(events);
    add_annotations(events);
    add_activity(events);
    return events;
}

void write_example_archive(const std::filesystem::path& path) {
    archive::Writer writer(path);
    const auto events = example_events();
    writer.write(events);
}

}  // namespace boswell::test
