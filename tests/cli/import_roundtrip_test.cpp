// SPDX-License-Identifier: GPL-3.0-or-later
// An export that is imported makes the same export again.
#include "cli/import_roundtrip.hpp"

#include "archive/reader.hpp"
#include "archive/writer.hpp"
#include "cli/example_archive.hpp"
#include "sqlite/statement.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

TEST_CASE_METHOD(TwoArchives, "the example archive is the same after export and import") {
    write(example_events());
    check_both_ways();
}

TEST_CASE_METHOD(TwoArchives, "every field of a message comes back") {
    auto full = from("bob@example.net/phone", "hello", "m1", 0ms);
    full.bodies = {{"en", "hello"}, {"", "hallo"}, {"de", ""}};
    full.subjects = {{"", "greeting"}};
    full.thread = "t";
    full.origin_id = "o1";
    full.stanza_id = StanzaId{"s1", alice};
    full.encryption = "urn:xmpp:omemo:2";
    full.delay = Delay{full.stamp, Jid::of("example.org")};
    full.received_at += 1h;
    full.attachments = {{"https://example.org/a", "text", "image/png", 0}, {"b", "", "", {}}};
    auto archived = full;
    archived.via = Via::archive;
    auto bare = from("bob@example.net", "", "", 1s);
    bare.type = MessageType::headline;
    bare.to = Jid();
    auto only_subject = from("bob@example.net", "", "", 2s);
    only_subject.subjects = {{"", "one\ntwo \x1b \xC2\x9B 🦉"}};
    auto note = ours("note to self", "n", 3s);
    note.with = note.to = alice;
    note.stanza_id = StanzaId{"s2", alice};
    auto failed = from("bob@example.net", "hello", "m1", 4s);
    failed.type = MessageType::error;
    auto twice = from("bob@example.net/x", "again", "", 5s);
    write({full, archived, bare, only_subject, note, failed, twice, twice, twice});
    check_both_ways();
}

TEST_CASE_METHOD(TwoArchives, "files, mentions and previews of links come back") {
    auto full = from("bob@example.net/phone", "Alice, see", "m1", 0ms);
    full.attachments = {{.url = "https://example.org/a",
                         .description = "a.ogg",
                         .mime = "audio/ogg",
                         .size = 7,
                         .caption = "a song",
                         .disposition = "inline",
                         .dimensions = Dimensions{3, 4},
                         .length = 63'001ms,
                         .hashes = {{"sha-256", "YQ=="}, {"sha-1", "YQ=="}},
                         .thumbnails = {{"cid:x@bob.xmpp.org", "image/png", Dimensions{1, 2}},
                                        {"https://example.org/t", "", {}}}}};
    full.mentions = {{"xmpp:alice@example.org", 0, 5}, {"xmpp:carol@example.net", {}, {}}};
    full.previews = {{"https://example.org/", "Title", "Words", "Site", "website", "https://x/i"},
                     {"https://example.org/2", "", "Words", "", "", ""}};
    write({full});
    check_both_ways();
}

TEST_CASE_METHOD(TwoArchives, "calls come back with all that was said of them") {
    const std::string bob_at = "bob@example.net/phone";
    const auto step = [](Message value, CallAction action, const std::string& id = "call") {
        value.annotation = Annotation{.kind = AnnotationKind::call, .named_id = id};
        value.annotation->call = CallStep{.action = action};
        if (action == CallAction::propose) value.annotation->call->media = {"audio", "video"};
        if (action == CallAction::reject) value.annotation->reason = "busy";
        return value;
    };
    using enum CallAction;
    auto note = step(ours("", "n1", 9s), accept, "other");
    note.with = note.to = alice;
    auto finished = step(from(bob_at, "", "f1", 65s), finish);
    finished.stanza_id = StanzaId{"s1", alice};
    auto lost = step(ours("", "n2", 90s), reject, "unknown");
    lost.with = lost.to = alice;
    write({step(from(bob_at, "", "p1", 1s), propose), step(ours("", "r1", 2s), ringing),
           step(ours("", "", 5s), proceed), finished,
           step(from(bob_at, "", "p2", 8s), propose, "other"), note,
           step(ours("", "x1", 70s), reject, "third"), lost});
    check_both_ways();
}

TEST_CASE_METHOD(TwoArchives, "everything that was done to messages comes back") {
    using enum AnnotationKind;
    const std::string sender = "bob@example.net/phone";
    auto last = doing(from(sender, "three", "m3", 3s), correction, "m1");
    last.bodies = {{"de", "drei"}, {"en", "three"}};
    last.encryption = "urn:xmpp:omemo:2";
    auto reply_to_correction = ours("yes", "a1", 4s);
    reply_to_correction.reply = Annotation{.kind = reply, .named_id = "m2", .jid = bob};
    auto lost_reply = ours("what?", "a2", 5s);
    lost_reply.reply = Annotation{.kind = reply, .named_id = "nowhere"};
    auto taken_back = doing(from(sender, "(retracted)", "m6", 7s), retraction, "m5");
    taken_back.annotation->reason = "typo";
    Receipt seen{.account = alice,
                 .with = bob,
                 .from = Jid::of(sender),
                 .kind = ReceiptKind::displayed,
                 .named_id = "a1",
                 .stamp = some_day + 5s};
    auto named_otherwise = seen;
    named_otherwise.named_id = "o-a2";
    named_otherwise.kind = ReceiptKind::received;
    lost_reply.origin_id = "o-a2";
    write({from(sender, "one", "m1", 1s), doing(from(sender, "two", "m2", 2s), correction, "m1"),
           doing(from(sender, "two", "m2", 2s), correction, "m1"), last, reply_to_correction,
           lost_reply, seen, named_otherwise, from(sender, "secret", "m5", 6s), taken_back,
           doing(from(sender, "", "r1", 8s), reaction, "a1", {"👍", "🦉"}),
           doing(from(sender, "", "r2", 9s), reaction, "a2", {"👍"}),
           doing(from(sender, "", "r3", 10s), reaction, "a2", {}),
           doing(ours("", "r4", 11s), reaction, "m1", {"❤"}),
           doing(from("mallory@evil.example/x", "no", "x", 12s), correction, "m1")});
    check_both_ways();
}

TEST_CASE_METHOD(TwoArchives, "what waits for its message comes back whole, and finds it there") {
    using enum AnnotationKind;
    const auto mod = room.with_resource("Cat");
    auto rating = doing(from("bob@example.net/x", "> one\n👍", "m2", 2s), reaction, "m1", {"👍"});
    auto regret = doing(from("bob@example.net/x", "gone", "m3", 3s), retraction, "m4");
    regret.annotation->reason = "typo";
    auto moderated = doing(in_room(from(room.str(), "removed", "x1", 4s), "s6"), moderation, "s2");
    moderated.annotation->jid = mod;
    moderated.annotation->reason = "spam";
    write({rating, regret, moderated});
    check_both_ways();
    archive::Writer(target).write(std::vector<Event>{
        from("bob@example.net/x", "one", "m1", 1s), from("bob@example.net/x", "four", "m4", 1s),
        in_room(from("tea@rooms.example.org/Owl", "buy", "m5", 1s), "s2")});
    std::vector<std::string> done;
    archive::Reader(target).for_each_message({}, [&](const MessageRecord& record) {
        for (const auto& each : record.reactions) done.push_back(each.emoji.front());
        if (record.retraction)
            done.push_back(record.retraction->moderator.str() + record.retraction->reason);
        return true;
    });
    std::ranges::sort(done);
    CHECK(done == std::vector<std::string>{"tea@rooms.example.org/Catspam", "typo", "👍"});
}

TEST_CASE_METHOD(TwoArchives,
                 "a change without a text comes back, also if its message is not here") {
    using enum AnnotationKind;
    write({doing(from("bob@example.net/x", "", "r1", 2s), reaction, "m1", {"👍"}),
           doing(from("carol@example.com/x", "", "r2", 3s), retraction, "c1"),
           from("bob@example.net/x", "two", "m2", 4s),
           doing(ours("", "r3", 5s), reaction, "m2", {"🦉"}),
           doing(ours("", "r4", 6s), reaction, "m2", {})});
    check_both_ways();
    const std::vector<Event> missing = {from("carol@example.com/x", "oops", "c1", 1s),
                                        from("bob@example.net/x", "one", "m1", 1s)};
    archive::Writer(target).write(missing);
    std::vector<std::string> done;
    archive::Reader(target).for_each_message({}, [&](const MessageRecord& record) {
        for (const auto& each : record.reactions) done.push_back(record.body + each.emoji.front());
        if (record.retraction) done.push_back(record.body + " retracted");
        return true;
    });
    std::ranges::sort(done);
    CHECK(done == std::vector<std::string>{"one👍", "oops retracted"});
}

TEST_CASE_METHOD(TwoArchives, "what people read comes back, and who dates a message") {
    using enum AnnotationKind;
    const std::string sender = "bob@example.net/phone";
    const auto shown = [](Message value, std::string_view text) {
        value.shown = text;
        return value;
    };
    auto answer = shown(from(sender, "> one\nyes", "m2", 2s), "yes");
    answer.reply = Annotation{.kind = AnnotationKind::reply, .named_id = "m1"};
    auto file = shown(from(sender, "https://files.example.net/x", "m3", 3s), "");
    file.attachments = {{.url = "https://files.example.net/x"}};
    auto offered = from(sender, "", "m4", 4s);
    offered.attachments = {{.url = "", .description = "report.pdf"}};
    auto backdated = from(sender, "long ago", "m5", 5s);
    backdated.stamp -= 1000h;
    backdated.delay = Delay{backdated.stamp, Jid()};
    write({from(sender, "one", "m1", 1s), answer,
           doing(shown(from(sender, "> one\nno", "m6", 6s), "no"), correction, "m2"),
           doing(shown(from(sender, "> one\nmaybe", "m7", 7s), "maybe"), correction, "m2"), file,
           offered, shown(from(sender, "", "m8", 8s), "rich"), backdated});
    check_both_ways();
}

TEST_CASE_METHOD(TwoArchives, "rooms come back with their occupants and private messages") {
    using enum AnnotationKind;
    const std::string owl = "tea@rooms.example.org/Owl";
    const std::string cat = "tea@rooms.example.org/Cat";
    const auto privately = [](Message value) {
        value.in_room = true;
        return value;
    };
    auto moderated = doing(in_room(from(room.str(), "", "x1", 6s), "s6"), moderation, "s2");
    moderated.annotation->jid = Jid::of(cat);
    moderated.annotation->reason = "spam";
    auto by_room = doing(in_room(from(room.str(), "", "x2", 7s), "s7"), moderation, "s1");
    Receipt seen{.account = alice,
                 .with = room,
                 .from = Jid::of(cat),
                 .kind = ReceiptKind::displayed,
                 .named_id = "s1",
                 .stamp = some_day + 5s,
                 .in_room = true,
                 .occupant_id = "o-cat"};
    auto unnamed = seen;
    unnamed.from = Jid::of("tea@rooms.example.org/Dog");
    unnamed.occupant_id.clear();
    auto by_id = seen;
    by_id.named_id = "m1";
    write({privately(from(owl, "psst", "p1", 0ms)),
           doing(privately(from(cat, "not mine", "p2", 1s)), correction, "p1"),
           doing(privately(from(owl, "psst!", "p3", 2s)), correction, "p1"),
           in_room(from(owl, "hoo", "m1", 3s), "s1", "o-owl"),
           in_room(from(owl, "buy", "m2", 4s), "s2", "o-owl"),
           doing(in_room(from(owl, "hoo!", "m3", 5s), "s3", "o-owl"), correction, "m1"),
           doing(in_room(from(cat, "", "m4", 5s), "s4", "o-cat"), reaction, "s1", {"🦉"}),
           doing(in_room(from(cat, "", "m5", 6s), "s5", "o-other"), reaction, "s1", {"👍"}),
           moderated, by_room, seen, unnamed, by_id});
    check_both_ways();
}

TEST_CASE_METHOD(TwoArchives,
                 "a reply that names a correction by the room's id keeps its message") {
    const auto owl = "tea@rooms.example.org/Owl";
    auto reply = in_room(from("tea@rooms.example.org/Cat", "indeed", "m3", 2s), "s3");
    reply.reply = Annotation{.kind = AnnotationKind::reply, .named_id = "s2"};
    write({in_room(from(owl, "hoo", "m1", 0s), "s1"),
           doing(in_room(from(owl, "hoo!", "m2", 1s), "s2"), AnnotationKind::correction, "m1"),
           reply});
    check_both_ways();
}

TEST_CASE_METHOD(TwoArchives, "presence comes back, and the same presence twice stays two") {
    auto away = presence();
    away.show = Show::away;
    away.status = "tea";
    away.priority = -5;
    away.stamp -= 1h;
    away.cause = Cause::delayed;
    auto gone = presence();
    gone.type = PresenceType::unavailable;
    gone.priority = 3;
    auto asks = presence("bob@example.net");
    asks.type = PresenceType::subscribe;
    auto seen = presence("tea@rooms.example.org/Owl", some_day + 1s);
    seen.cause = Cause::room;
    seen.occupant = Occupant{.jid = bob, .affiliation = "owner", .role = "moderator"};
    auto unknown = seen;
    unknown.occupant = Occupant{};
    write({away, gone, gone, asks, asks, seen, seen, unknown,
           presence("bob@example.net/phone", some_day + 1s)});
    check_both_ways();
}

TEST_CASE_METHOD(TwoArchives,
                 "messages keep their numbers, and what has none of its own moves on") {
    std::vector<Event> burst;
    for (int i = 0; i < 20; ++i)
        burst.emplace_back(from("bob@example.net/x", std::to_string(i), "", 0ms));
    auto old = from("carol@example.com/x", "old", "c1", 0ms);
    old.stamp = old.received_at = from_milliseconds(1000);
    burst.emplace_back(old);
    write(burst);
    {
        archive::Writer writer(target);
        writer.write(std::vector<Event>{from("dave@example.net/x", "other", "", 0ms)});
    }
    const auto text = exported(source);
    import_text(target, text);
    const auto once = all_rows(target);
    import_text(target, text);
    CHECK(all_rows(target) == once);
    CHECK(archive::Reader(target).verify().empty());
    CHECK(archive::Reader(target).stats().messages == 22);
}

TEST_CASE_METHOD(TwoArchives,
                 "an older export adds what is missing to a newer archive, and the other way") {
    using enum AnnotationKind;
    const std::string sender = "bob@example.net/phone";
    const std::vector<Event> said{from(sender, "one", "m1", 1s), ours("yes", "a1", 2s)};
    write(said);
    const auto early = exported(source);
    write({doing(from(sender, "two", "m2", 3s), correction, "m1"),
           doing(from(sender, "", "r1", 4s), reaction, "a1", {"👍"}),
           doing(ours("", "x1", 5s), retraction, "a1"),
           Receipt{.account = alice,
                   .with = bob,
                   .from = bob,
                   .kind = ReceiptKind::received,
                   .named_id = "a1",
                   .stamp = some_day + 6s}});
    const auto late = exported(source);
    import_text(target, early);
    import_text(target, late);
    CHECK(exported(target) == late);
    import_text(target, early);
    CHECK(exported(target) == late);
    CHECK(archive::Reader(target).verify().empty());
}

TEST_CASE_METHOD(
    TwoArchives,
    "what was done to a message is known when the server's archive tells of it again") {
    const auto archived = [](Message value, std::string_view id) {
        value.via = Via::archive;
        value.stanza_id = StanzaId{std::string(id), alice};
        return value;
    };
    const auto bob = "bob@example.net/phone";
    const std::vector<Event> events{
        archived(from(bob, "one", "m1", 1s), "s1"),
        archived(doing(from(bob, "two", "m2", 2s), AnnotationKind::correction, "m1"), "s2"),
        archived(doing(ours("", "m3", 3s), AnnotationKind::reaction, "m1", {"👍"}), "s3"),
        archived(doing(from(bob, "", "m4", 4s), AnnotationKind::retraction, "m1"), "s4")};
    write(events);
    const auto text = exported(source);
    import_text(target, text);
    archive::Writer(target).write(events);
    const sqlite::Database database(target, sqlite::Access::read_only);
    sqlite::Statement count(database, "SELECT count(*) FROM message");  // hidden ones, too
    auto use = count.use();
    REQUIRE(use.next());
    CHECK(use.get<std::int64_t>(0) == 4);
}

TEST_CASE_METHOD(TwoArchives,
                 "what the server's archive brings later belongs to what was imported") {
    auto live = from("bob@example.net/phone", "one", "m1", 1s);
    auto edit =
        doing(from("bob@example.net/phone", "two", "m2", 3s), AnnotationKind::correction, "m1");
    write({live, edit});
    import_text(target, exported(source));
    const auto archived = [](Message value, std::string_view id) {
        value.via = Via::archive;
        value.stanza_id = StanzaId{std::string(id), alice};
        return value;
    };
    archive::Writer(target).write(std::vector<Event>{archived(live, "s1"), archived(edit, "s2")});
    CHECK(archive::Reader(target).stats().messages == 1);
    const archive::Reader reader(target);
    std::size_t versions = 0;
    reader.for_each_message({}, [&](const MessageRecord& record) {
        versions += record.versions.size();
        return true;
    });
    CHECK(versions == 2);
}
