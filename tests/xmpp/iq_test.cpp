// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/iq.hpp"

#include "stanza/parse.hpp"
#include "xmpp/session/iq_reply.hpp"

#include <catch2/catch.hpp>

#include <iterator>
#include <set>

using namespace boswell;
using namespace boswell::xmpp;
using namespace std::chrono_literals;

static const Jid alice = Jid::of("alice@example.org");
static const IqTracker::Instant begin{1h};

static std::string ask(IqTracker& tracker, const Jid& to, IqAnswer answer) {
    return tracker
        .ask({.type = "get", .to = to, .payload = make_tag("ping", ns::ping)}, begin,
             std::move(answer))
        ->findAttribute("id");
}

static bool answer(IqTracker& tracker, const std::string& id, const std::string& from) {
    const auto sender = from.empty() ? "" : " from='" + from + "'";
    return tracker.take(stanza::parse("<iq type='result' id='" + id + "'" + sender + "/>")->root());
}

TEST_CASE("what is asked of the account is answered by account and server, with or without name") {
    const auto to = GENERATE(Jid(), alice, Jid::of("example.org"));
    const auto from = GENERATE(as<std::string>{}, "", "alice@example.org", "example.org",
                               "ALICE@example.org", "alice@example.org/boswell");
    IqTracker tracker(alice, 1s);
    int answers = 0;
    const auto id = ask(tracker, to, [&](const stanza::Element* iq) { answers += is_result(iq); });
    CHECK(answer(tracker, id, from));
    CHECK(answers == 1);
    CHECK(tracker.pending() == 0);
}

TEST_CASE("a service that answers for its contacts may do so, and nobody else") {
    IqTracker tracker(alice, 1s);
    tracker.let_server_answer();
    int answers = 0;
    const auto id =
        ask(tracker, Jid::of("bob@example.org"), [&](const stanza::Element*) { ++answers; });
    CHECK_FALSE(answer(tracker, id, "example.net"));
    CHECK_FALSE(answer(tracker, id, "alice@example.org"));
    CHECK(answer(tracker, id, "example.org"));
    CHECK(answers == 1);
}

TEST_CASE("what is asked of a contact is answered by that contact alone") {
    const auto from = GENERATE(as<std::string>{}, "", "alice@example.org", "example.org",
                               "bob@example.net/x", "mallory@example.net", "example.net", "@");
    IqTracker tracker(alice, 1s);
    int answers = 0;
    const auto id =
        ask(tracker, Jid::of("bob@example.net"), [&](const stanza::Element*) { ++answers; });
    CHECK_FALSE(answer(tracker, id, from));
    CHECK(answers == 0);
    CHECK(answer(tracker, id, "bob@example.net"));
    CHECK_FALSE(answer(tracker, id, "bob@example.net"));
    CHECK(answers == 1);
}

TEST_CASE("nobody else answers what is asked of the account") {
    IqTracker tracker(alice, 1s);
    const auto id = ask(tracker, {}, [](const stanza::Element*) { FAIL("answered"); });
    CHECK_FALSE(answer(tracker, id, "mallory@example.org"));
    CHECK_FALSE(answer(tracker, id, "example.net"));
    CHECK_FALSE(answer(tracker, "1", ""));
}

TEST_CASE("a request that is not answered in time is told so, once") {
    IqTracker tracker(alice, 1s);
    int timeouts = 0;
    const auto id = ask(tracker, {}, [&](const stanza::Element* iq) { timeouts += iq == nullptr; });
    tracker.expire(begin + 999ms);
    CHECK(timeouts == 0);
    tracker.expire(begin + 1s);
    CHECK(timeouts == 1);
    CHECK(tracker.pending() == 0);
    tracker.expire(begin + 2s);
    CHECK(timeouts == 1);
    CHECK_FALSE(answer(tracker, id, ""));
}

TEST_CASE("an answer may ask again") {
    IqTracker tracker(alice, 1s);
    const auto id = ask(tracker, {}, [&](const stanza::Element*) {
        ask(tracker, {}, [](const stanza::Element*) {});
    });
    CHECK(answer(tracker, id, ""));
    CHECK(tracker.pending() == 1);
}

TEST_CASE("ids do not repeat") {
    IqTracker tracker(alice, 1s);
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i) ids.insert(ask(tracker, {}, [](const stanza::Element*) {}));
    CHECK(ids.size() == 1000);
}

TEST_CASE("the condition of an error is the defined one") {
    const auto iq = stanza::parse(
        "<iq type='error' id='1'><error type='cancel'><x xmlns='urn:x'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>t</text>"
        "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    CHECK(error_condition(iq->root()) == "item-not-found");
    CHECK(error_condition(stanza::parse("<iq type='result' id='1'/>")->root()).empty());
}

TEST_CASE("an answer goes back to whoever asked, with the same id") {
    const auto reply = [](const std::string& payload, const std::string& type = "get") {
        const auto iq =
            stanza::parse("<iq type='" + type + "' id='&lt;1' from='b@c/x'>" + payload + "</iq>");
        const auto answer = reply_to(iq->root(), {"urn:xmpp:ping"});
        return answer ? stanza::parse(answer->xml()) : std::nullopt;
    };
    const auto pong = reply("<ping xmlns='urn:xmpp:ping'/>");
    REQUIRE(pong);
    CHECK(pong->root().attribute("type") == "result");
    CHECK(pong->root().attribute("to") == "b@c/x");
    CHECK(pong->root().attribute("id") == "<1");
    const auto about = reply("<query xmlns='http://jabber.org/protocol/disco#info' node='n'/>");
    const auto* query = find_child(about->root(), "query", ns::disco_info);
    REQUIRE(query != nullptr);
    CHECK(query->attribute("node") == "n");
    CHECK(std::ranges::distance(query->children()) == 2);
    const auto version = reply("<query xmlns='jabber:iq:version'/>");
    CHECK(child_text(*find_child(version->root(), "query", ns::version), "name", ns::version) ==
          "Boswell");
    CHECK(reply("<ping xmlns='urn:xmpp:ping'/>", "set")->root().attribute("type") == "error");
    CHECK_FALSE(reply("", "result"));
    CHECK_FALSE(reply("", "error"));
}

TEST_CASE("two requests are told apart by their ids, though both were asked of the same") {
    const auto bob = Jid::of("bob@example.net");
    IqTracker tracker(alice, 1s);
    std::string answered;
    const auto first = ask(tracker, bob, [&](const stanza::Element*) { answered += "1"; });
    const auto second = ask(tracker, bob, [&](const stanza::Element*) { answered += "2"; });
    CHECK(answer(tracker, second, "bob@example.net"));
    CHECK(answered == "2");
    CHECK_FALSE(answer(tracker, second, "bob@example.net"));
    CHECK_FALSE(answer(tracker, first, "carol@example.net"));
    CHECK(answer(tracker, first, "bob@example.net"));
    CHECK(answered == "21");
}

TEST_CASE("a request tells its type, its receiver and what it asks for") {
    IqTracker tracker(alice, 1s);
    const auto iq = tracker.ask(
        {.type = "set", .to = Jid::of("bob@example.net/x"), .payload = make_tag("q", "urn:q")},
        begin, [](const stanza::Element*) {});
    CHECK(iq->findAttribute("type") == "set");
    CHECK(iq->findAttribute("to") == "bob@example.net/x");
    CHECK(iq->findChild("q", "xmlns", "urn:q") != nullptr);
    CHECK_FALSE(tracker
                    .ask({.type = "get", .to = {}, .payload = make_tag("q", "urn:q")}, begin,
                         [](const stanza::Element*) {})
                    ->hasAttribute("to"));
}

TEST_CASE("an account that the server calls otherwise answers by that name, and not by its own") {
    IqTracker tracker(alice, 1s);
    tracker.serve(Jid::of("opaque@example.net"));
    const auto id = ask(tracker, {}, [](const stanza::Element*) {});
    CHECK_FALSE(answer(tracker, id, "alice@example.org"));
    CHECK_FALSE(answer(tracker, id, "example.org"));
    CHECK(answer(tracker, id, "opaque@example.net"));
}
