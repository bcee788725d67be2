// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"
#include "cli/run.hpp"
#include "stanza/parse.hpp"
#include "stanza/translate.hpp"

#include <fmt/core.h>

#include <catch2/catch.hpp>

#include <optional>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

namespace {

/// A message of Bob, or of somebody in the room; what is between its tags.
struct Said {
    std::string id;
    std::string content;
    std::string attributes = "from='bob@example.net/phone' type='chat'";
    std::string archived_as = {};  ///< its id in the room's archive
};

}  // namespace

static const std::vector<Said> history = {
    {"m1", "<body>frist</body><thread>t1</thread>"},
    {"m2", "<body>first</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/>"},
    {"m3",
     "<body>&gt; first\n+1</body><reactions xmlns='urn:xmpp:reactions:0' id='m1'>"
     "<reaction>👍</reaction></reactions><fallback xmlns='urn:xmpp:fallback:0' "
     "for='urn:xmpp:reactions:0'><body/></fallback>"},
    {"m4",
     "<body>&gt; first\nyes</body><reply xmlns='urn:xmpp:reply:0' id='m1'/>"
     "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
     "<body start='0' end='8'/></fallback>"},
    {"m5", "<body>never said</body>"},
    {"m6",
     "<body>This person retracted a message</body>"
     "<retract xmlns='urn:xmpp:message-retract:1' id='m5'/>"},
    {"m7",
     "<body>I sent you an OMEMO encrypted message</body>"
     "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/></encrypted>"},
    {"m8",
     "<body>https://files.example/a.pdf</body><x xmlns='jabber:x:oob'>"
     "<url>https://files.example/a.pdf</url></x>"},
    {"m9", "<body>not to be kept</body><x xmlns='google:nosave' value='enabled'/>"},
    {"m10",
     "<subject>greeting</subject><body xml:lang='en'>hello</body>"
     "<body xml:lang='de'>hallo</body><origin-id xmlns='urn:xmpp:sid:0' id='o10'/>"},
    {"m11",
     "<body>*shrug*</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
     "<body xmlns='http://www.w3.org/1999/xhtml'><p><b>shrug</b></p></body></html>"},
    {"g1", "<body>in the room</body>", "from='tea@conference.example.org/Carol' type='groupchat'"},
    {"g2", "<body>in the roof</body><replace xmlns='urn:xmpp:message-correct:0' id='g1'/>",
     "from='tea@conference.example.org/Carol' type='groupchat'"},
    {"g3",
     "<retracted xmlns='urn:xmpp:message-retract:1' stamp='2023-11-14T22:13:30Z'><moderated "
     "xmlns='urn:xmpp:message-moderate:1' by='tea@conference.example.org/Cat'/>"
     "<reason>spam</reason></retracted>",
     "from='tea@conference.example.org/Carol' type='groupchat'", "a3"},
    {"m12", "<body>last</body><replace xmlns='urn:xmpp:message-correct:0' id='m2'/>"},
    {"c1",
     "<propose xmlns='urn:xmpp:jingle-message:0' id='call'><description "
     "xmlns='urn:xmpp:jingle:apps:rtp:1' media='audio'/></propose>"},
    {"c2",
     "<retract xmlns='urn:xmpp:jingle-message:0' id='call'><reason xmlns='urn:xmpp:jingle:1'>"
     "<cancel/></reason></retract>"},
    {"l1",
     "<body>Alice, see https://files.example/</body><reference xmlns='urn:xmpp:reference:0' "
     "type='mention' begin='0' end='5' uri='xmpp:alice@example.org'/><rdf:Description "
     "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:og='https://ogp.me/ns#' "
     "rdf:about='https://files.example/'><og:title>Files</og:title></rdf:Description>"},
    {"l2",
     "<body>voice</body><file-sharing xmlns='urn:xmpp:sfs:0'><file "
     "xmlns='urn:xmpp:file:metadata:0'><name>a.ogg</name><length>63000</length></file><sources>"
     "<url-data xmlns='http://jabber.org/protocol/url-data' target='https://files.example/a.ogg'/>"
     "</sources></file-sharing>"},
    {"m13", "<body>waits</body><replace xmlns='urn:xmpp:message-correct:0' id='unknown'/>"},
};

/// A tombstone is a message, and what it tells is one of its own.
static const auto messages_of_history = history.size() + 1;

/// What each version of Boswell understands more than the one before it.
enum class Understands { texts, ids, annotations, encryption, files, links, tombstones, all };

static Message as_understood(Message message, Understands version) {
    if (version < Understands::all) message.shown.reset();
    if (version < Understands::files) message.attachments.clear();
    if (version < Understands::links) {
        message.mentions.clear();
        message.previews.clear();
        for (auto& file : message.attachments) file.length.reset();
    }
    if (version < Understands::encryption) message.encryption.clear();
    if (version < Understands::annotations) {
        message.annotation.reset();
        message.reply.reset();
        message.off_the_record = false;
    }
    if (version < Understands::ids) {
        message.thread.clear();
        message.origin_id.clear();
        message.subjects.clear();
    }
    return message;
}

static const std::string tea = "tea@conference.example.org";

static std::string stanza_of(const Said& said) {
    const auto message =
        fmt::format("<message xmlns='jabber:client' id='{}' to='alice@example.org' {}>{}</message>",
                    said.id, said.attributes, said.content);
    if (said.archived_as.empty()) return message;
    return fmt::format(
        "<message from='{}'><result xmlns='urn:xmpp:mam:2' queryid='q' id='{}'><forwarded "
        "xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2023-11-14T22:13:25Z'/>{}"
        "</forwarded></result></message>",
        tea, said.archived_as, message);
}

static bool is_told_by_tombstone(const Message& message) {
    return message.stanza_id && message.stanza_id->id.ends_with("-retracted");
}

static std::vector<Event> messages(Understands version) {
    const auto account = Jid::of("alice@example.org");
    stanza::Context context{
        .account = account, .self = account.with_resource("boswell"), .now = {}, .rooms = {}};
    context.rooms[Jid::of(tea)] = {.nickname = "archive", .entered_at = {}, .occupant_id = {}};
    context.queries[Jid::of(tea)] = {.id = "q"};
    context.now = from_milliseconds(1'700'000'000'000);
    std::vector<Event> events;
    for (const auto& said : history) {
        context.now += 61s;
        const auto text = stanza_of(said);
        const auto document = stanza::parse(text);
        for (auto& event : stanza::translate(document->root(), text, context)) {
            auto* message = std::get_if<Message>(&event);
            REQUIRE(message != nullptr);
            if (version < Understands::tombstones && is_told_by_tombstone(*message)) continue;
            events.emplace_back(as_understood(std::move(*message), version));
        }
    }
    return events;
}

namespace {

struct Archived {
    explicit Archived(Understands version) : agent(folder / "archive.db") {
        agent->write(messages(version));
    }
    Outcome boswell(std::vector<std::string> words) const {
        words.insert(words.end(), {"--archive", "archive.db"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    /// The records, without what names the program and the time.
    std::string exported() const {
        auto text = boswell({"export", "-f", "jsonl", "-o", "-"}).out;
        return text.substr(text.find('\n'));
    }
    TempDir folder;
    std::optional<archive::Writer> agent;
};

}  // namespace

TEST_CASE("after reread an archive of an earlier version has what one of today has") {
    const auto version = GENERATE(Understands::texts, Understands::ids, Understands::annotations,
                                  Understands::encryption, Understands::files, Understands::links,
                                  Understands::tombstones);
    const Archived today(Understands::all);
    Archived earlier(version);
    CHECK(earlier.exported() != today.exported());
    const auto done = earlier.boswell({"reread"});
    CHECK(done.status == 0);
    CHECK(earlier.exported() == today.exported());
    for (const auto* words :
         {"frist", "shrug", "roof", "placeholder", "OMEMO", "hallo", "+1", "pdf"})
        CHECK(earlier.boswell({"search", words, "--json"}).out ==
              today.boswell({"search", words, "--json"}).out);
    CHECK(earlier.boswell({"conversations"}).out == today.boswell({"conversations"}).out);
    CHECK(earlier.boswell({"verify"}).status == 0);
    CHECK(earlier.boswell({"reread"}).out ==
          fmt::format("{} messages examined, 0 changed\n", messages_of_history));
}

TEST_CASE("of an archive of today reread changes nothing") {
    const Archived today(Understands::all);
    const auto before = today.exported();
    CHECK(today.boswell({"reread"}).out ==
          fmt::format("{} messages examined, 0 changed\n", messages_of_history));
    CHECK(today.exported() == before);
}

TEST_CASE("without an archive there is nothing to read anew") {
    const TempDir folder;
    CHECK(run({"reread", "--archive", "none.db"}, {.folder = folder.path(), .added = {}}).status ==
          3);
    CHECK_FALSE(std::filesystem::exists(folder / "none.db"));
}
