// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/support/play.hpp"
#include "xmpp/support/scram.hpp"
#include "xmpp/support/script.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using End = xmpp::SessionEnd::Cause;

static constexpr std::string_view stray =
    "<message from='mallory@example.net' type='chat'><body>forged</body></message>";

TEST_CASE("a session logs in with PLAIN inside TLS") {
    Play play([](Peer& server) {
        go_online(server);
        close_stream(server);
        server.rest();
    });
    const auto end = play.run();
    CHECK(end.cause == End::lost);
    CHECK(end.reason == "the server closed the stream");
    CHECK(play.session->mechanism() == "PLAIN");
    const auto changes = play.sink.all<ConnectionChanged>();
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].state == ConnectionState::online);
    CHECK(changes[0].sasl == "PLAIN");
    CHECK(changes[0].tls.starts_with("TLSv1.3 "));
    CHECK(changes[0].presence_observed);
    CHECK(changes[0].features ==
          std::vector<std::string>{"urn:xmpp:carbons:2", "urn:xmpp:mam:2", "urn:xmpp:sid:0"});
    CHECK(play.session->last_proof() != Time{});
}

TEST_CASE("a session logs in with SCRAM where the server offers it") {
    const auto mechanism = GENERATE(as<std::string>{}, "SCRAM-SHA-1", "SCRAM-SHA-256");
    Play play([&](Peer& server) {
        tls(server);
        offer_sasl(server, mechanism);
        scram(server, mechanism, "secret");
        features(server, "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
        bind(server);
        close_stream(server);
        server.rest();
    });
    CHECK(play.run().reason == "the server closed the stream");
    CHECK(play.session->mechanism() == mechanism);
}

TEST_CASE("a server that does not know the password is not trusted") {
    Play play([](Peer& server) {
        tls(server);
        offer_sasl(server, "SCRAM-SHA-256");
        server.expect("</auth>");
        server.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        CHECK(server.rest().find("xmpp-bind") == std::string::npos);
    });
    CHECK(play.run().cause == End::not_trusted);
    CHECK(play.session->mechanism().empty());
}

TEST_CASE("direct TLS comes before the stream") {
    Play play([](Peer& server) {
        server.start_tls();
        offer_sasl(server, "PLAIN");
        server.expect("</auth>");
        accept_login(server);
        bind(server);
        close_stream(server);
        server.rest();
    });
    play.target.direct_tls = true;
    CHECK(play.run().reason == "the server closed the stream");
}

TEST_CASE("a server without encryption gets no byte of the password") {
    std::string said;
    Play play([&](Peer& server) {
        offer_sasl(server, "PLAIN");
        said = server.rest();
    });
    const auto end = play.run();
    CHECK(end.cause == End::not_trusted);
    CHECK(end.reason == "the server offers no encryption");
    CHECK(said == "</stream:stream>");
}

TEST_CASE("a server with another's certificate gets no byte of the stream") {
    Play play(
        [](Peer& server) {
            offer_tls(server);
            server.send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            CHECK_THROWS_WITH(server.start_tls(), "the client refuses TLS");
        },
        "example.net");
    const auto end = play.run();
    CHECK(end.cause == End::not_trusted);
    CHECK(end.reason.find("example.org") != std::string::npos);
    CHECK(play.sink.events.empty());
}

TEST_CASE("nothing that comes before the login is done is believed") {
    Play play([](Peer& server) {
        server.expect("version='1.0'>");
        server.send(
            fmt::format("{}{}<stream:features><starttls "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>",
                        header, stray));
        server.expect("<starttls");
        // Plaintext behind <proceed/> in the same packet, as somebody on the way would add it.
        server.send(fmt::format("{}<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", stray));
        server.start_tls();
        server.expect("version='1.0'>");
        server.send(
            fmt::format("{}{}<stream:features><mechanisms "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN"
                        "</mechanism></mechanisms></stream:features>",
                        header, stray));
        server.expect("</auth>");
        server.send(stray);
        accept_login(server);
        server.send(stray);
        bind(server);
        close_stream(server);
        server.rest();
    });
    CHECK(play.run().reason == "the server closed the stream");
    CHECK(play.sink.events.empty());
}

TEST_CASE("plaintext behind proceed is not taken for the answer inside TLS") {
    Play play([](Peer& server) {
        offer_tls(server);
        server.send(
            fmt::format("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>{}"
                        "<stream:features><mechanisms "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN"
                        "</mechanism></mechanisms></stream:features>",
                        header));
        CHECK(server.rest().find("<auth") == std::string::npos);
    });
    play.options.handshake_timeout = 200ms;
    play.run();
    CHECK(play.session->mechanism().empty());
}

TEST_CASE("a success that nobody asked for is no login") {
    Play play([](Peer& server) {
        tls(server);
        server.expect("version='1.0'>");
        server.send(
            fmt::format("{}<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
                        "<stream:features><bind "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>",
                        header));
        CHECK(server.rest().find("xmpp-bind") == std::string::npos);
    });
    CHECK(play.run().cause == End::not_trusted);
}

TEST_CASE("a refused password is told with the server's words") {
    const auto answer = [](const std::string& condition, const std::string& text = "") {
        Play play([&](Peer& server) {
            ask_password(server);
            server.send(
                fmt::format("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><{}/>{}"
                            "</failure>",
                            condition, text));
            server.rest();
        });
        return play.run();
    };
    const auto refused = answer("not-authorized", "<text>wrong</text>");
    CHECK(refused.cause == End::refused);
    CHECK(refused.reason == "the server refused the login: not-authorized (wrong)");
    CHECK(answer("account-disabled").cause == End::refused);
    CHECK(answer("temporary-auth-failure").cause == End::lost);
}

TEST_CASE("a server that binds us to another account is not trusted") {
    Play play([](Peer& server) {
        ask_password(server);
        accept_login(server);
        bind(server, "mallory@example.org/boswell");
        server.rest();
    });
    CHECK(play.run().cause == End::not_trusted);
}

TEST_CASE("a session is opened where the server demands it") {
    Play play([](Peer& server) {
        ask_password(server);
        server.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        features(server,
                 "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
                 "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>");
        bind(server);
        server.answer("xmpp-session", "");
        server.expect(disco);
        close_stream(server);
        server.rest();
    });
    CHECK(play.run().reason == "the server closed the stream");
}

TEST_CASE("a server that falls silent during the login is left in time") {
    Play play([](Peer& server) {
        tls(server);
        server.rest();
    });
    play.options.handshake_timeout = 500ms;
    const auto begun = std::chrono::steady_clock::now();
    const auto end = play.run();
    const auto taken = std::chrono::steady_clock::now() - begun;
    CHECK(end.cause == End::lost);
    CHECK(end.reason == "the login took too long");
    CHECK(taken >= 500ms);
    CHECK(taken < 5s);
}

TEST_CASE("the time limit of the login ends with the login") {
    Play play([](Peer& server) {
        go_online(server);
        std::this_thread::sleep_for(1100ms);
        close_stream(server);
        server.rest();
    });
    play.options.handshake_timeout = 1s;
    CHECK(play.run().reason == "the server closed the stream");
}

TEST_CASE("stream errors tell how the session ended") {
    const auto answer = [](const std::string& error) {
        Play play([&](Peer& server) {
            log_in(server);
            server.send("<stream:error>" + error + "</stream:error></stream:stream>");
            server.rest();
        });
        return play.run();
    };
    const std::string xmlns = " xmlns='urn:ietf:params:xml:ns:xmpp-streams'";
    CHECK(answer("<conflict" + xmlns + "/>").cause == End::conflict);
    CHECK(answer("<not-authorized" + xmlns + "/>").cause == End::refused);
    CHECK(answer("<system-shutdown" + xmlns + "/>").cause == End::lost);
    CHECK(answer("<policy-violation" + xmlns + "/>").cause == End::lost);
    CHECK(answer("<text" + xmlns + ">x</text>").cause == End::lost);
    const auto elsewhere =
        answer("<see-other-host" + xmlns + ">[2001:db8::1]:5222</see-other-host>");
    CHECK(elsewhere.cause == End::lost);
    CHECK(elsewhere.see_other_host == "[2001:db8::1]:5222");
}

TEST_CASE("before TLS no stream error is final") {
    Play play([](Peer& server) {
        server.expect("version='1.0'>");
        server.send(
            fmt::format("{}<stream:error><not-authorized "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
                        header));
        server.rest();
    });
    CHECK(play.run().cause == End::lost);
}

TEST_CASE("a policy that is violated by the login itself is a refusal") {
    Play play([](Peer& server) {
        tls(server);
        server.expect("version='1.0'>");
        server.send(
            fmt::format("{}<stream:error><policy-violation "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
                        header));
        server.rest();
    });
    CHECK(play.run().cause == End::refused);
}

TEST_CASE("what cannot be read before the login is done is not kept") {
    Play play([](Peer& server) {
        ask_password(server);
        std::string deep;
        for (int i = 0; i < 100; ++i) deep += "<x>";
        for (int i = 0; i < 100; ++i) deep += "</x>";
        server.send("<message from='mallory@example.net'>" + deep + "</message>");
        accept_login(server);
        bind(server);
        close_stream(server);
        server.rest();
    });
    CHECK(play.run().reason == "the server closed the stream");
    CHECK(play.sink.events.empty());
}
