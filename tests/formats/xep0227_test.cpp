// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/archived_message.hpp"
#include "formats/format.hpp"
#include "formats/json_record.hpp"
#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <fstream>

using namespace boswell;
using namespace boswell::formats;
using Catch::Contains;

namespace {

struct Found {
    std::vector<MessageRecord> messages;
    std::vector<RosterRecord> roster;
    std::vector<VCardRecord> vcards;
    std::vector<std::string> errors;
    std::string end;
    std::vector<std::string> remarks;
    std::int64_t skipped = 0;
    bool complete = false;
};

Found imported(const std::string& text) {
    const test::TempDir folder;
    const auto path = folder / "file";
    std::ofstream(path, std::ios::binary) << text;
    const int file = ::open(path.c_str(), O_RDONLY);
    Input in(file, "file");
    const auto importer = [&] {
        for (const auto* format : formats::formats()) {
            if (format->name == "xep0227") return format->importer(in, {.now = now()});
        }
        throw std::runtime_error("no such format");
    }();
    Found found;
    while (true) {
        try {
            Record record;
            if (!importer->next(record)) break;
            if (const auto* entry = std::get_if<RosterRecord>(&record))
                found.roster.push_back(*entry);
            else if (const auto* vcard = std::get_if<VCardRecord>(&record))
                found.vcards.push_back(*vcard);
            else
                found.messages.push_back(std::get<MessageRecord>(record));
        } catch (const BadRecord& error) {
            found.errors.emplace_back(error.what());
        } catch (const Error& error) {
            found.end = error.what();
            break;
        }
    }
    found.remarks = importer->remarks();
    found.skipped = importer->skipped();
    found.complete = importer->is_complete();
    ::close(file);
    return found;
}

std::string result(const std::string& message, const std::string& id = "a-1") {
    return fmt::format(
        "<result xmlns='urn:xmpp:mam:2' id='{}'><forwarded xmlns='urn:xmpp:forward:0'>"
        "<delay xmlns='urn:xmpp:delay' stamp='2011-12-14T10:01:02Z'/>{}</forwarded></result>",
        id, message);
}

std::string user(const std::string& archive, const std::string& before = "") {
    return "<?xml version='1.0' encoding='UTF-8'?>\n<server-data xmlns='urn:xmpp:pie:0'>"
           "<host jid='capulet.test'><user name='juliet' password='secret'>" +
           before + "<archive xmlns='urn:xmpp:pie:0#mam'>" + archive +
           "</archive></user></host></server-data>";
}

const std::string hello =
    "<message xmlns='jabber:client' to='juliet@capulet.test/balcony' "
    "from='romeo@montague.test/orchard' "
    "type='chat' id='m1'><body>hello &amp; good day</body></message>";

}  // namespace

TEST_CASE("the archive of a user is read as its server's archive is") {
    const auto found =
        imported(user(result(hello), "<query xmlns='jabber:iq:privacy'/><offline-messages/>"));
    REQUIRE(found.messages.size() == 1);
    const auto& message = found.messages.front();
    CHECK(message.account == Jid::of("juliet@capulet.test"));
    CHECK(message.from == Jid::of("romeo@montague.test/orchard"));
    CHECK(message.direction == Direction::in);
    CHECK(message.body == "hello & good day");
    CHECK(to_rfc3339(message.stamp) == "2011-12-14T10:01:02.000Z");
    CHECK(message.message_id == "m1");
    CHECK(message.stanza_id == "a-1");
    CHECK(message.stanza_id_by == message.account);
    CHECK(message.stanza == hello);
    CHECK(found.skipped == 2);
    CHECK(found.complete);
    CHECK(found.errors.empty());
}

TEST_CASE("the roster and the own vCard of a user are dated by the file") {
    const auto found = imported(user(
        result(hello),
        "<query xmlns='jabber:iq:roster'><item jid='romeo@montague.test' name='Romeo' "
        "subscription='both'><group>Friends</group></item><item jid='@' subscription='to'/>"
        "<item jid='nurse@capulet.test' ask='subscribe'/></query>"
        "<vCard xmlns='vcard-temp'><x><y><z/></y></x><FN>Juliet</FN><PHOTO><TYPE>image/png</TYPE>"
        "<BINVAL>YWJj</BINVAL></PHOTO></vCard>"));
    CHECK(found.errors.empty());
    REQUIRE(found.roster.size() == 2);
    CHECK(found.roster[0].account == Jid::of("juliet@capulet.test"));
    CHECK(found.roster[0].version.item ==
          RosterItem{
              Jid::of("romeo@montague.test"), "Romeo", Subscription::both, false, {"Friends"}, {}});
    CHECK(found.roster[1].version.item.ask);
    CHECK(now() - found.roster[0].version.seen_at < std::chrono::minutes(10));
    REQUIRE(found.vcards.size() == 1);
    CHECK(found.vcards[0].fetched.contact == Jid::of("juliet@capulet.test"));
    CHECK(found.vcards[0].fetched.vcard.full_name == "Juliet");
    CHECK(found.vcards[0].fetched.avatar.value().bytes == "abc");
    CHECK(found.messages.size() == 1);
    CHECK(found.skipped == 0);
}

TEST_CASE("a roster that cannot be read by itself is named, and the messages are read") {
    auto text = user(result(hello),
                     "<r:query xmlns:r='jabber:iq:roster'><r:item jid='a@b'/>"
                     "</r:query><p:vCard/>");
    text.replace(text.find("<server-data"), 12, "<server-data xmlns:p='vcard-temp'");
    const auto found = imported(text);
    CHECK(found.roster.size() == 1);
    CHECK(found.errors == std::vector<std::string>{
                              "file: the roster or vCard of juliet@capulet.test is too large, or "
                              "cannot be read by itself"});
    CHECK(found.messages.size() == 1);
}

TEST_CASE("what an account said is outgoing, in rooms only where that is shown") {
    const auto own = imported(user(
        result("<message xmlns='jabber:client' from='juliet@capulet.test' to='nurse@capulet.test'>"
               "<body>anon</body></message>") +
        result("<message xmlns='jabber:client' from='tea@rooms.test/julie' "
               "type='groupchat'><body>a</body>"
               "<x xmlns='http://jabber.org/protocol/muc#user'><item "
               "jid='juliet@capulet.test/b'/></x></message>") +
        result("<message xmlns='jabber:client' from='tea@rooms.test/julie' "
               "type='groupchat'><body>b</body></message>")));
    REQUIRE(own.messages.size() == 3);
    CHECK(own.messages[0].direction == Direction::out);
    CHECK(own.messages[0].with == Jid::of("nurse@capulet.test"));
    CHECK(own.messages[1].direction == Direction::out);
    CHECK(own.messages[1].with == Jid::of("tea@rooms.test"));
    CHECK(own.messages[2].direction == Direction::in);
}

TEST_CASE("a result that cannot be taken is named, and those behind it are read") {
    const auto nothing = "<result xmlns='urn:xmpp:mam:2' id='1'/>";
    auto undated = result(hello);
    undated.replace(undated.find("2011-12-14T10:01:02Z"), 20, "yesterday");
    const auto found = imported(user(nothing + undated + result(hello)));
    CHECK(found.errors == std::vector<std::string>{"file: result 1 has no message",
                                                   "file: result 2 has no time (XEP-0203)"});
    CHECK(found.messages.size() == 1);
    const auto large = result("<message xmlns='jabber:client' from='a@b'><body>" +
                              std::string(5u << 20, 'x') + "</body></message>");
    const auto capped = imported(user(large + result(hello)));
    CHECK(capped.errors == std::vector<std::string>{"file: result 1 is too large"});
    CHECK(capped.messages.size() == 1);
}

TEST_CASE("an id that a stranger wrote into his stanza is not believed") {
    const std::string forging =
        "<message xmlns='jabber:client' from='eve@example.com' "
        "to='juliet@capulet.test'><body>a</body>"
        "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.test' id='forged'/></message>";
    const auto of_server = imported(user(result(forging, "a-7")));
    REQUIRE(of_server.messages.size() == 1);
    CHECK(of_server.messages.front().stanza_id == "a-7");
    auto own = result(forging, "boswell-7");
    CHECK(imported(user(own)).messages.at(0).stanza_id.empty());
    own.insert(own.find("</result>"),
               "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.test' id='s7'/>");
    CHECK(imported(user(own)).messages.at(0).stanza_id == "s7");
    CHECK(imported(user(own)).messages.at(0).id == 7);
}

TEST_CASE("a message that needs a prefix from around it is named, not passed over") {
    auto text =
        user(result("<message xmlns='jabber:client' from='a@b'><body>a</body><p:x/></message>"));
    text.insert(text.find("<host"), "<x xmlns:p='urn:p'/>");
    text.replace(text.find("<server-data"), 12, "<server-data xmlns:p='urn:p'");
    CHECK(imported(text).errors ==
          std::vector<std::string>{"file: result 1 has a message that cannot be read by itself"});
}

TEST_CASE("results without anything to keep are counted as skipped") {
    const auto found =
        imported(user(result("<message xmlns='jabber:client' from='a@b'><received "
                             "xmlns='urn:xmpp:receipts' id='1'/></message>")));
    CHECK(found.messages.empty());
    CHECK(found.errors.empty());
    CHECK(found.skipped == 1);
}

TEST_CASE("no entity is expanded and no other file is read") {
    const auto bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>" +
                      user(result(hello)).substr(39);
    CHECK_THAT(imported(bomb).end, Contains("document type declaration"));
    const auto included = imported(
        "<server-data xmlns='urn:xmpp:pie:0' xmlns:xi='http://www.w3.org/2001/XInclude'>"
        "<xi:include href='/etc/passwd'/></server-data>");
    CHECK(included.messages.empty());
    REQUIRE(included.remarks.size() == 1);
    CHECK_THAT(included.remarks.front(), Contains("not read"));
}

TEST_CASE("a file that is cut short, broken or too deep gives what it had before") {
    const auto whole = user(result(hello) + result(hello, "a-2"));
    const auto cut = imported(whole.substr(0, whole.size() - 200));
    CHECK(cut.messages.size() == 1);
    CHECK_FALSE(cut.complete);
    const auto broken = imported(user(result(hello) + "<result></resul>"));
    CHECK(broken.messages.size() == 1);
    CHECK_THAT(broken.end, Contains("is not well-formed XML"));
    std::string deep;
    for (int i = 0; i < 200; ++i) deep += "<a>";
    CHECK_THAT(imported(user(result(hello) + deep)).end, Contains("too deeply"));
    CHECK_THAT(imported("<other/>").end, Contains("XEP-0227"));
    CHECK_THAT(imported("").end, Contains(""));
}

TEST_CASE("a message that wraps others is taken for what its sender sent") {
    const auto found = imported(
        user(result("<message xmlns='jabber:client' from='eve@example.com' "
                    "to='juliet@capulet.test'><body>look</body>"
                    "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" +
                    hello + "</forwarded></sent></message>")));
    for (const auto& message : found.messages) CHECK(message.from == Jid::of("eve@example.com"));
}
