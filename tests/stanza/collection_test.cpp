// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/collection.hpp"

#include "stanza/translated.hpp"

#include <fmt/format.h>

#include <set>

using namespace boswell;
using namespace boswell::stanza;

static std::string page(std::string_view items, std::string_view attributes =
                                                    "with='bob@example.net/x' "
                                                    "start='2026-11-01T10:00:00Z'") {
    return fmt::format("<chat xmlns='urn:xmpp:archive' {}>{}</chat>", attributes, items);
}

static std::vector<Event> read(CollectionReader& reader, const std::string& chat) {
    const auto document = parse(chat);
    REQUIRE(document);
    return reader.read(document->root(), alice());
}

static std::vector<Event> read(const std::string& chat,
                               std::string_view with = "bob@example.net/x") {
    CollectionReader reader(Jid::of(with));
    return read(reader, chat);
}

static std::vector<Message> messages(const std::vector<Event>& events) {
    std::vector<Message> found;
    for (const auto& event : events) found.push_back(std::get<Message>(event));
    return found;
}

static std::vector<std::string> ids(const std::vector<Event>& events) {
    std::vector<std::string> found;
    for (const auto& message : messages(events)) found.push_back(message.stanza_id.value().id);
    return found;
}

TEST_CASE("items count their seconds from the one before, or say the time") {
    const auto found =
        messages(read(page("<from secs='0'><body>a</body></from>"
                           "<to secs='11'><body>b</body></to>"
                           "<from utc='2026-11-01T11:00:00Z'><body>c</body></from>"
                           "<to secs='5'><body>d</body></to>")));
    REQUIRE(found.size() == 4);
    CHECK(found[0].stamp == at("2026-11-01T10:00:00Z"));
    CHECK(found[1].stamp == at("2026-11-01T10:00:11Z"));
    CHECK(found[2].stamp == at("2026-11-01T11:00:00Z"));
    CHECK(found[3].stamp == at("2026-11-01T11:00:05Z"));
}

TEST_CASE("an item of a collection is a message from or to its contact") {
    const auto found =
        messages(read(page("<from secs='0'><body>a</body></from>"
                           "<to secs='1'><body>b</body></to>",
                           "with='bob@example.net/x' start='2026-11-01T10:00:00Z' "
                           "thread='t1'")));
    REQUIRE(found.size() == 2);
    for (const auto& message : found) {
        CHECK(message.account == Jid::of("alice@example.org"));
        CHECK(message.with == Jid::of("bob@example.net"));
        CHECK(message.type == MessageType::chat);
        CHECK_FALSE(message.in_room);
        CHECK(message.via == Via::archive);
        CHECK(message.reduced);
        CHECK(message.thread == "t1");
        CHECK(message.message_id.empty());
        CHECK(message.received_at == alice().now);
        CHECK(message.delay == Delay{message.stamp, Jid::of("alice@example.org")});
    }
    CHECK(found[0].direction == Direction::in);
    CHECK(found[0].from == Jid::of("bob@example.net/x"));
    CHECK(found[0].to == Jid::of("alice@example.org"));
    CHECK(found[1].direction == Direction::out);
    CHECK(found[1].from == Jid::of("alice@example.org"));
    CHECK(found[1].to == Jid::of("bob@example.net/x"));
    CHECK(found[1].stanza ==
          "<chat xmlns='urn:xmpp:archive' with='bob@example.net/x' start='2026-11-01T10:00:00Z' "
          "thread='t1'><to secs='1'><body>b</body></to></chat>");
}

TEST_CASE("in the collection of a room an item names who spoke") {
    const auto found = messages(read(page("<from secs='0' name='Bob B.'><body>a</body></from>"
                                          "<to secs='1'><body>b</body></to>",
                                          "with='tea@rooms.example.org' "
                                          "start='2026-11-01T10:00:00Z'"),
                                     "tea@rooms.example.org"));
    REQUIRE(found.size() == 2);
    CHECK(found[0].from == Jid::of("tea@rooms.example.org/Bob B."));
    CHECK(found[0].type == MessageType::groupchat);
    CHECK(found[1].type == MessageType::groupchat);
    CHECK(found[1].with == Jid::of("tea@rooms.example.org"));
    CHECK(found[1].in_room);
}

TEST_CASE("an item has the same id whatever is fetched with it") {
    const std::string b = "<to utc='2026-11-01T10:00:11Z'><body>b</body></to>";
    const auto whole =
        ids(read(page("<from secs='0'><body>a</body></from>"
                      "<to secs='11'><body>b</body></to>"
                      "<from secs='1'><body>c</body></from>")));
    // The window has moved on, and with it its start.
    const auto later = ids(read(page(b + "<from secs='1'><body>c</body></from>",
                                     "with='bob@example.net/x' start='2026-11-01T10:00:11Z'")));
    CHECK(later == std::vector<std::string>{whole[1], whole[2]});
    CHECK(messages(read(page(b))).front().stanza_id->by == Jid::of("alice@example.org"));
}

TEST_CASE("what differs in time, direction, contact, occupant or text has another id") {
    std::set<std::string> different;
    for (const auto* item :
         {"<from secs='0'><body>a</body></from>", "<from secs='1'><body>a</body></from>",
          "<to secs='0'><body>a</body></to>", "<from secs='0'><body>b</body></from>",
          "<from secs='0' name='y'><body>a</body></from>",
          "<from secs='0' name='z'><body>a</body></from>"})
        different.insert(ids(read(page(item))).front());
    different.insert(ids(read(page("<from secs='0'><body>a</body></from>",
                                   "with='carol@example.net' start='2026-11-01T10:00:00Z'"),
                              "carol@example.net"))
                         .front());
    CHECK(different.size() == 7);
}

TEST_CASE("the same text twice in one second stays two messages, also over two pages") {
    const std::string ok = "<from secs='0'><body>ok</body></from>";
    CollectionReader reader(Jid::of("bob@example.net/x"));
    auto paged = ids(read(reader, page(ok)));
    for (const auto& id : ids(read(reader, page(ok)))) paged.push_back(id);
    CHECK(paged[0] != paged[1]);
    CHECK(paged == ids(read(page(ok + ok))));
}

TEST_CASE("the seconds of a page are counted from the end of the one before") {
    CollectionReader reader(Jid::of("bob@example.net/x"));
    read(reader, page("<from secs='60'><body>a</body></from>"));
    const auto found = messages(read(reader, page("<from secs='5'><body>b</body></from>")));
    CHECK(found.at(0).stamp == at("2026-11-01T10:01:05Z"));
}

TEST_CASE("an item that cannot be dated, or whose sender is not an address, is quarantined") {
    const auto* const item =
        GENERATE("<from><body>a</body></from>", "<from secs=''><body>a</body></from>",
                 "<from secs='-1'><body>a</body></from>", "<from secs='1.5'><body>a</body></from>",
                 "<from secs='99999999999999999999'><body>a</body></from>",
                 "<from utc='yesterday'><body>a</body></from>",
                 "<from utc='' secs='1'><body>a</body></from>",
                 "<from secs='1' name='&#9;'><body>a</body></from>");
    const auto events = read(page(std::string(item) + "<from secs='7'><body>b</body></from>"));
    REQUIRE(events.size() == 2);
    const auto& refused = std::get<Quarantined>(events[0]);
    CHECK(refused.reason.starts_with("an archived message"));
    CHECK(refused.from == "bob@example.net/x");
    CHECK(refused.head.find("<body>a</body>") != std::string::npos);
    CHECK(std::get<Message>(events[1]).bodies.at(0).text == "b");
}

TEST_CASE("seconds without end are not added up beyond all time") {
    std::string items;
    for (int i = 0; i < 100; ++i) items += "<from secs='4294967295'><body>a</body></from>";
    const auto events = read(page(items));
    CHECK(events.size() == 100);
    CHECK(std::holds_alternative<Quarantined>(events.back()));
    for (const auto& event : events) {
        const auto* message = std::get_if<Message>(&event);
        if (message != nullptr) CHECK(message->stamp == alice().now);  // the future is not believed
    }
}

TEST_CASE("a page of another contact's collection says nothing") {
    CHECK(read(page("<from secs='0'><body>a</body></from>",
                    "with='mallory@example.net' start='2026-11-01T10:00:00Z'"))
              .empty());
    CHECK(
        read(page("<from secs='0'><body>a</body></from>", "start='2026-11-01T10:00:00Z'")).size() ==
        1);
    CHECK(read(page("<from secs='0'><body>a</body></from>", "with='@'")).empty());
}

TEST_CASE("items without a text and elements that are no items are left out") {
    CHECK(read(page("<from secs='0'/><to secs='1'><active "
                    "xmlns='http://jabber.org/protocol/chatstates'/></to>"
                    "<note utc='2026-11-01T10:00:00Z'>remember</note><previous/>"
                    "<from xmlns='urn:x' secs='0'><body>x</body></from>"))
              .empty());
}

TEST_CASE("a body is read in the namespace of the archive and in that of messages") {
    const auto found =
        messages(read(page("<from secs='0'><body xmlns='jabber:client'>a</body>"
                           "<body xmlns='urn:x'>no</body><body xml:lang='de'>b</body></from>")));
    REQUIRE(found.size() == 1);
    CHECK(found[0].bodies == std::vector<LangText>{{"", "a"}, {"de", "b"}});
}
