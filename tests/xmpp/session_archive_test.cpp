// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/support/play.hpp"
#include "xmpp/support/script.hpp"

#include <catch2/catch.hpp>

#include <asio/post.hpp>

using namespace boswell;
using namespace boswell::test;

static std::string result(std::string_view query, std::string_view id) {
    return fmt::format(
        "<message from='alice@example.org' to='alice@example.org/boswell'><result "
        "xmlns='urn:xmpp:mam:2' queryid='{}' id='{}'><forwarded xmlns='urn:xmpp:forward:0'><delay "
        "xmlns='urn:xmpp:delay' stamp='2026-11-01T10:00:00Z'/><message xmlns='jabber:client' "
        "from='bob@example.net/x' type='chat'><body>hello</body></message></forwarded></result>"
        "</message>",
        query, id);
}

static constexpr std::string_view last_page =
    "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'/>"
    "</fin>";

struct Question {
    std::string iq;
    std::string query;
};

/// Waits for a question to the archive with `text` in it.
static Question expect_query(Peer& server, const std::string& text) {
    server.expect(" type='set' id='");
    const auto said = server.expect("</iq>");
    if (said.find(text) == said.npos) throw Error("expected '{}', got '{}'", text, said);
    const auto begin = said.find("queryid='") + 9;
    return {.iq = said.substr(0, said.find('\'')),
            .query = said.substr(begin, said.find('\'', begin) - begin)};
}

static void finish(Peer& server, const Question& question) {
    server.send(fmt::format("<iq type='result' id='{}' from='alice@example.org'>{}</iq>",
                            question.iq, last_page));
}

static ArchiveProgress held() {
    return {.account = Jid::of("alice@example.org"),
            .archive = Jid::of("alice@example.org"),
            .oldest_id = "a1",
            .newest_id = "a2",
            .complete = true,
            .caught_up = true};
}

TEST_CASE("after login the archive is fetched, and then the session has caught up") {
    Play play([](Peer& server) {
        go_online(server);
        server.answer("urn:xmpp:ping", "");
        answer_own_lists(server);
        server.answer("<prefs", "<prefs xmlns='urn:xmpp:mam:2' default='roster'/>");
        auto question = expect_query(server, "<max>250</max><before/>");
        server.send(result(question.query, "a1") + result(question.query, "a2"));
        finish(server, question);
        question = expect_query(server, "<after>a2</after>");
        finish(server, question);
        server.expect("</stream:stream>");
        close_stream(server);
        server.rest();
    });
    play.options.history = {};
    std::vector<bool> caught_up;
    play.sink.on_event = [&](const Event& event) {
        const auto* progress = std::get_if<ArchiveProgress>(&event);
        if (progress == nullptr) return;
        caught_up.push_back(play.session->caught_up());
        if (!progress->caught_up) return;
        asio::post(play.loop, [&] {
            caught_up.push_back(play.session->caught_up());
            play.session->stop();
        });
    };
    play.run();
    CHECK(caught_up == std::vector<bool>{false, false, true});
    CHECK(play.sink.all<Message>().size() == 2);
    CHECK(play.sink.all<ArchiveProgress>().front().newest_id == "a2");
    REQUIRE(play.sink.all<ArchivePreferencesTold>().size() == 1);
    const auto told = play.sink.all<ArchivePreferencesTold>()[0];
    CHECK(told.preferences->usual == ArchiveDefault::roster);
    CHECK(told.delivery == BareJidDelivery::unproven);
}

TEST_CASE("the archive is not asked if nothing of it is wanted, or the account keeps none") {
    std::string said;
    const bool wanted = GENERATE(true, false);
    Play play([&](Peer& server) {
        log_in(server);
        // The server's own list says nothing about the account.
        const auto features =
            fmt::format("<query xmlns='{}'><feature var='urn:xmpp:mam:2'/></query>", disco);
        server.answer("to='example.org'", features);
        server.answer("to='alice@example.org'", wanted ? "" : features, "alice@example.org");
        server.answer("jabber:iq:roster", "<query xmlns='jabber:iq:roster'/>");
        server.answer("urn:xmpp:ping", "");
        server.send("<iq type='get' id='p1' from='example.org'><ping xmlns='urn:xmpp:ping'/></iq>");
        said = server.expect("id='p1'");
        close_stream(server);
        said += server.rest();
    });
    play.options.history.wanted = wanted;
    play.run();
    CHECK(said.find("urn:xmpp:mam:2") == std::string::npos);
}

static void resume_with_late_result(Peer& server) {
    ask_password(server);
    accept_login(server, "<sm xmlns='urn:xmpp:sm:3'/>");
    server.expect("<resume");
    server.send("<resumed xmlns='urn:xmpp:sm:3' previd='s0' h='0'/>" + result("old", "a3"));
    server.answer("urn:xmpp:ping", "");
}

static StreamState cut_stream() {
    return {.account = Jid::of("alice@example.org"),
            .jid = Jid::of("alice@example.org/old"),
            .id = "s0",
            .handled = 0,
            .at = {}};
}

TEST_CASE("a fetch that was cut with its stream begins again, and its late results are dropped") {
    Play play([](Peer& server) {
        resume_with_late_result(server);
        auto question = expect_query(server, "<after>a2</after>");
        server.send(result(question.query, "a3"));
        finish(server, question);
        expect_query(server, "<before>a1</before>");
        server.send(result(question.query, "a4"));
        close_stream(server);
        server.rest();
    });
    play.options.history = {};
    play.options.resume = cut_stream();
    play.options.features = {"urn:xmpp:mam:2"};
    play.options.progress = held();
    play.options.progress->caught_up = false;
    play.run();
    CHECK(play.sink.all<Message>().size() == 1);
    REQUIRE(play.sink.all<Quarantined>().size() == 1);
    CHECK(play.sink.all<Quarantined>()[0].reason == "a result of an archive to another query");
}

TEST_CASE("a resumed stream has missed nothing, so its archive is not asked") {
    std::string said;
    Play play([&](Peer& server) {
        resume_with_late_result(server);
        server.send("<iq type='get' id='p1' from='example.org'><ping xmlns='urn:xmpp:ping'/></iq>");
        said = server.expect("id='p1'");
        close_stream(server);
        said += server.rest();
    });
    play.options.history = {};
    play.options.resume = cut_stream();
    play.options.features = {"urn:xmpp:mam:2"};
    play.options.progress = held();
    play.run();
    CHECK(said.find("queryid") == std::string::npos);
    CHECK(said.find("<prefs") != std::string::npos);  // another client may have changed these
    CHECK(play.sink.all<Quarantined>().empty());
}
