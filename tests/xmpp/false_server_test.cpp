// SPDX-License-Identifier: GPL-3.0-or-later
// Servers with a certificate for the domain that are not the server of the account.
#include "base/base64.hpp"
#include "xmpp/support/play.hpp"
#include "xmpp/support/scram.hpp"
#include "xmpp/support/script.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using End = xmpp::SessionEnd::Cause;

static constexpr std::string_view sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
static constexpr std::string_view salt = "s=QSXCR+Q6sek8bf92";

static void say(Peer& server, std::string_view element, const std::string& text) {
    server.send(fmt::format("<{0} xmlns='{1}'>{2}</{0}>", element, sasl, encode_base64(text)));
}

/// The client's nonce, of its first message.
static std::string take_nonce(Peer& server) {
    const auto first = decode_base64(text_before(server, "</auth>")).value();
    return first.substr(first.find(",r=") + 3);
}

TEST_CASE("a server with a false challenge gets no proof of the password") {
    const std::string form = GENERATE("r=foreign,{1},i=4096", "r={0},{1},i=4096",
                                      "r=x{0},{1},i=4096", "r={0}more,i=4096", "r={0}more,{1},i=1",
                                      "r={0}more,{1},i=2000000000", "r={0}more,{1}", "");
    std::string said;
    Play play([&](Peer& server) {
        tls(server);
        offer_sasl(server, "SCRAM-SHA-256");
        say(server, "challenge", fmt::format(fmt::runtime(form), take_nonce(server), salt));
        said = server.rest();
    });
    const auto begun = std::chrono::steady_clock::now();
    CHECK(play.run().cause == End::not_trusted);
    CHECK(std::chrono::steady_clock::now() - begun < 5s);  // 2,000,000,000 rounds take longer
    CHECK(said == "</stream:stream>");
}

TEST_CASE("a server with a false signature is not trusted") {
    const std::string last = GENERATE(
        "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "v=", "x=AAAA", "e=other-error", "");
    const bool as_challenge = GENERATE(false, true);
    std::string said;
    Play play([&](Peer& server) {
        tls(server);
        offer_sasl(server, "SCRAM-SHA-256");
        say(server, "challenge", fmt::format("r={}more,{},i=4096", take_nonce(server), salt));
        server.expect("</response>");
        say(server, as_challenge ? "challenge" : "success", last);
        said = server.rest();
    });
    CHECK(play.run().cause == End::not_trusted);
    CHECK(said == "</stream:stream>");
    CHECK(play.session->mechanism().empty());
}

TEST_CASE("a server that offers only the login of XEP-0078 gets no byte of the password") {
    const bool secured = GENERATE(false, true);
    std::string said;
    Play play([&](Peer& server) {
        if (secured) tls(server);
        features(server, "<auth xmlns='http://jabber.org/features/iq-auth'/>");
        said = server.rest();
    });
    CHECK(play.run().cause == End::not_trusted);
    CHECK(said == "</stream:stream>");
}

TEST_CASE("a server without stream features gets nothing at all") {
    std::string said;
    Play play([&](Peer& server) {
        server.expect("version='1.0'>");
        // RFC 6120 4.7.5: as servers did before there were any features.
        server.send(
            "<stream:stream xmlns='jabber:client' id='1' from='example.org' "
            "xmlns:stream='http://etherx.jabber.org/streams'>");
        said = server.rest();
    });
    play.options.handshake_timeout = 200ms;
    CHECK(play.run().cause == End::lost);
    CHECK(said == "</stream:stream>");
}

TEST_CASE("a server that offers less than the time before gets no byte of the password") {
    const std::string offered = GENERATE("PLAIN", "SCRAM-SHA-1", "DIGEST-MD5", "ANONYMOUS");
    std::string said;
    Play play([&](Peer& server) {
        tls(server);
        offer_sasl(server, offered);
        said = server.rest();
    });
    play.options.weakest_mechanism = "SCRAM-SHA-256";
    const auto end = play.run();
    CHECK(end.cause == End::not_trusted);
    CHECK(end.reason.ends_with("it offers " + offered));
    CHECK(said == "</stream:stream>");
}

TEST_CASE("nobody but the server binds the resource") {
    const std::string from = GENERATE("mallory@example.net", "example.net", "bob@example.org");
    Play play([&](Peer& server) {
        ask_password(server);
        accept_login(server);
        server.answer(
            "xmpp-bind",
            "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>alice@example.org/x</jid>"
            "</bind>",
            from);
        CHECK(server.rest() == "</stream:stream>");
    });
    play.options.handshake_timeout = 500ms;
    CHECK(play.run().reason == "the login took too long");
}
