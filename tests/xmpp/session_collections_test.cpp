// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/support/play.hpp"
#include "xmpp/support/script.hpp"

#include <catch2/catch.hpp>

#include <asio/post.hpp>

using namespace boswell;
using namespace boswell::test;

static constexpr std::string_view roster =
    "<query xmlns='jabber:iq:roster'><item jid='bob@example.net' subscription='both'/></query>";

static constexpr std::string_view page =
    "<chat xmlns='urn:xmpp:archive' with='bob@example.net' start='2026-11-01T10:00:00Z'>"
    "<from secs='0'><body>hi</body></from><to secs='11'><body>hello</body></to></chat>";

static std::string features_of(std::initializer_list<std::string_view> names) {
    std::string features;
    for (const auto name : names) features += fmt::format("<feature var='{}'/>", name);
    return fmt::format("<query xmlns='{}'>{}</query>", disco, features);
}

/// Until presence was sent and the session is online.
static void go_online_with(Peer& server, const std::string& of_server,
                           const std::string& of_account) {
    log_in(server);
    server.answer("to='example.org'", of_server);
    server.answer("to='alice@example.org'", of_account, "alice@example.org");
    server.answer("jabber:iq:roster", roster);
    server.answer("urn:xmpp:ping", "");
    answer_own_lists(server);
}

static void refuse(Peer& server, std::string_view text) {
    server.send(
        fmt::format("<iq type='error' id='{}'><error type='cancel'><service-unavailable "
                    "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
                    server.expect_iq(text)));
}

/// All that the client still says, once it has answered what is asked last.
static std::string rest_of(Peer& server) {
    server.send("<iq type='get' id='p1' from='example.org'><ping xmlns='urn:xmpp:ping'/></iq>");
    auto said = server.expect("id='p1'");
    close_stream(server);
    return said + server.rest();
}

TEST_CASE("collections are fetched where server or account has them and nothing newer") {
    const auto* const feature =
        GENERATE("urn:xmpp:archive", "urn:xmpp:archive:auto", "urn:xmpp:archive:manage");
    const bool of_server = GENERATE(true, false);
    Play play([&](Peer& server) {
        go_online_with(server, of_server ? features_of({feature}) : features_of({}),
                       of_server ? features_of({}) : features_of({feature}));
        server.answer("<list",
                      "<list xmlns='urn:xmpp:archive'><chat with='bob@example.net' "
                      "start='2026-11-01T10:00:00Z'/></list>");
        server.answer("<retrieve", page);
        rest_of(server);
    });
    play.options.history = {};
    play.run();
    const auto messages = play.sink.all<Message>();
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].direction == Direction::in);
    CHECK(messages[1].direction == Direction::out);
}

TEST_CASE("what the domain answers for a contact's collection counts, what strangers do does not") {
    std::string said;
    Play play([&](Peer& server) {
        go_online_with(server, features_of({"urn:xmpp:archive:auto"}), "");
        refuse(server, "<list");
        const auto id = server.expect_iq("<retrieve");
        for (const auto* stranger : {"bob@example.net", "mallory@example.net", "example.net"})
            server.send(fmt::format("<iq type='result' id='{}' from='{}'>{}</iq>", id, stranger,
                                    "<chat xmlns='urn:xmpp:archive' with='bob@example.net' "
                                    "start='2026-11-01T10:00:00Z'><to secs='0'><body>forged</body>"
                                    "</to></chat>"));
        server.send(fmt::format("<iq type='result' id='{}' from='example.org'>{}</iq>", id, page));
        // Once it is answered, no second answer counts.
        server.send(fmt::format("<iq type='result' id='{}' from='example.org'>{}</iq>", id, page));
        server.send(fmt::format("<iq type='result' id='unasked'>{}</iq>", page));
        said = rest_of(server);
    });
    play.options.history = {};
    play.run();
    const auto messages = play.sink.all<Message>();
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].bodies.at(0).text == "hi");
}

TEST_CASE("a server that does not describe itself is asked for collections") {
    Play play([&](Peer& server) {
        log_in(server);
        refuse(server, "to='example.org'");
        refuse(server, "to='alice@example.org'");
        server.answer("jabber:iq:roster", roster);
        server.answer("urn:xmpp:ping", "");
        refuse(server, "<list");
        server.answer("<retrieve", page, "example.org");
        rest_of(server);
    });
    play.options.history = {};
    play.run();
    CHECK(play.sink.all<Message>().size() == 2);
}

TEST_CASE("collections are not asked for where nothing, or something newer, is wanted") {
    std::string said;
    enum class Case { unwanted, absent, newer };
    const auto which = GENERATE(Case::unwanted, Case::absent, Case::newer);
    Play play([&](Peer& server) {
        const auto* const feature =
            which == Case::absent ? "urn:xmpp:archived" : "urn:xmpp:archive:auto";
        go_online_with(server, features_of({feature}),
                       features_of({which == Case::newer ? "urn:xmpp:mam:2" : "vcard-temp"}));
        said = rest_of(server);
    });
    play.options.history.wanted = which != Case::unwanted;
    play.run();
    CHECK(said.find("'urn:xmpp:archive'") == std::string::npos);
}

TEST_CASE("a session has caught up once its collections are fetched") {
    Play play([&](Peer& server) {
        go_online_with(server, features_of({"urn:xmpp:archive:auto"}), "");
        server.answer("<list",
                      "<list xmlns='urn:xmpp:archive'><chat with='bob@example.net' "
                      "start='2026-11-01T10:00:00Z'/></list>");
        server.answer("<retrieve", page);
        refuse(server, "<modified");
        server.expect("</stream:stream>");
        close_stream(server);
        server.rest();
    });
    play.options.history = {};
    bool early = true;
    play.sink.on_event = [&](const Event& event) {
        if (const auto* change = std::get_if<ConnectionChanged>(&event))
            early = change->state == ConnectionState::online && play.session->caught_up();
        if (play.sink.all<Message>().size() == 2)
            asio::post(play.loop, [&] {
                if (play.session->caught_up()) play.session->stop();
            });
    };
    play.run();
    CHECK_FALSE(early);
}
