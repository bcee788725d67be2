// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/login.hpp"

#include "xmpp/support/fake_login_stream.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <utility>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using Catch::Contains;
using Catch::StartsWith;
using End = SessionEnd::Cause;
using Stream = FakeLoginStream;

TEST_CASE("a login asks for TLS, shows the password inside it, and binds a resource") {
    Stream stream;
    auto& login = stream.login();
    CHECK_FALSE(login.is_secured());
    CHECK(stream.take(said::tls_features) == "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    CHECK_FALSE(login.is_in_handshake());
    CHECK(stream.take(said::proceed) == "TLS");
    CHECK(login.is_in_handshake());
    CHECK_FALSE(login.is_secured());
    login.take_tls();
    CHECK_FALSE(login.is_in_handshake());
    CHECK(login.is_secured());
    CHECK(stream.take(said::mechanisms()) ==
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGFsaWNlAHNlY3JldA=="
          "</auth>");
    CHECK(stream.take(said::success) == "authenticated by PLAIN");
    const auto bind = stream.take(said::binding());
    CHECK_THAT(bind, StartsWith("<iq xmlns='jabber:client' type='set' id='"));
    CHECK_THAT(bind, Contains("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                              "<resource>boswell</resource></bind>"));
    CHECK_FALSE(login.result());
    CHECK(stream.answer_bound("alice@example.org/boswell").empty());
    REQUIRE(login.result());
    CHECK(login.result()->self == Jid::of("alice@example.org/boswell"));
    CHECK_FALSE(login.result()->resumed);
    CHECK_FALSE(login.result()->offers_management);
    CHECK_FALSE(stream.ended);
}

TEST_CASE("with direct TLS a login begins with the handshake") {
    Stream stream;
    stream.login().begin_with_tls();
    CHECK(stream.log == std::vector<std::string>{"TLS"});
    CHECK(stream.login().is_in_handshake());
    stream.login().take_tls();
    CHECK_THAT(stream.take(said::mechanisms()), StartsWith("<auth"));
}

namespace {
/// A stage of the login, and how it goes on.
struct Step {
    void (*reach)(Stream&);
    std::vector<std::string> elements;  ///< that belong to it, by their names
};
}  // namespace

static std::vector<Step> steps() {
    return {
        {[](Stream&) {}, {"features"}},
        {[](Stream& stream) { stream.ask_tls(); }, {"proceed", "tls failure"}},
        {[](Stream& stream) { stream.begin_tls(); }, {}},
        {[](Stream& stream) { stream.secure(); }, {"features"}},
        {[](Stream& stream) { stream.begin_sasl(); }, {"challenge", "success", "failure"}},
        {[](Stream& stream) { stream.authenticate(); }, {"features"}},
        {[](Stream& stream) { stream.ask_resumption(); }, {"resumed", "failed"}},
        {[](Stream& stream) { stream.ask_binding(); }, {}},
        {[](Stream& stream) {
             stream.ask_binding();
             stream.answer_bound("alice@example.org/boswell");
         },
         {}},
        {[](Stream& stream) {
             stream.begin_sasl();
             stream.take(said::failure("<not-authorized/>"));
         },
         {}},
    };
}

static std::vector<std::pair<std::string, std::string>> elements() {
    return {{"features", std::string(said::tls_features)},
            {"features", said::mechanisms()},
            {"features", said::binding()},
            {"proceed", std::string(said::proceed)},
            {"tls failure", std::string(said::tls_failure)},
            {"challenge", said::challenge()},
            {"success", std::string(said::success)},
            {"failure", said::failure("<not-authorized/>")},
            {"resumed", std::string(said::resumed)},
            {"failed", std::string(said::not_resumed)},
            {"-", "<features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></features>"},
            {"-", "<proceed/>"},
            {"-", "<failure/>"},
            {"-", "<success xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"},
            {"-", "<challenge/>"},
            {"-", "<resumed/>"},
            {"-", "<failed xmlns='urn:xmpp:sm:2'/>"},
            {"-", "<enabled xmlns='urn:xmpp:sm:3' id='x' resume='true'/>"},
            {"-", "<message from='mallory@example.net'><body>hello</body></message>"},
            {"-", "<presence from='mallory@example.net'/>"},
            {"-", "<iq type='result' id='1'/>"},
            {"-",
             "<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
             "<jid>alice@example.org/x</jid></bind></iq>"}};
}

TEST_CASE("elements that do not belong to the step of a login are ignored") {
    const auto step = GENERATE(range(std::size_t{0}, steps().size()));
    for (const auto& [name, element] : elements()) {
        const auto [reach, belonging] = steps()[step];
        if (std::ranges::find(belonging, name) != belonging.end()) continue;
        Stream stream;
        reach(stream);
        const bool done = stream.login().result().has_value();
        INFO(step << " " << element);
        CHECK(stream.take(element).empty());
        CHECK(stream.login().result().has_value() == done);
    }
}

TEST_CASE("a server that offers no TLS is not trusted and gets nothing") {
    Stream stream;
    SECTION("but a login") { CHECK(stream.take(said::mechanisms()) == "end"); }
    SECTION("or something of the same name") {
        CHECK(stream.take("<features xmlns='http://etherx.jabber.org/streams'>"
                          "<starttls xmlns='urn:x'/></features>") == "end");
    }
    CHECK(stream.ended->cause == End::not_trusted);
    CHECK(stream.ended->reason == "the server offers no encryption");
    CHECK(stream.take(said::tls_features).empty());
}

TEST_CASE("a server that cannot begin TLS now is tried again later") {
    Stream stream;
    stream.ask_tls();
    CHECK(stream.take(said::tls_failure) == "end");
    CHECK(stream.ended->cause == End::lost);
    CHECK(stream.ended->reason == "the server could not begin TLS");
}

TEST_CASE("a server without resource binding is left") {
    Stream stream;
    stream.authenticate();
    CHECK(stream.take("<features xmlns='http://etherx.jabber.org/streams'/>") == "end");
    CHECK(stream.ended->cause == End::lost);
    CHECK(stream.ended->reason == "the server offers no resource binding");
}

TEST_CASE("a resource that nobody has chosen is the server's choice") {
    Stream stream;
    stream.options.resource = "";
    stream.authenticate();
    CHECK_THAT(stream.take(said::binding()),
               Contains("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
    stream.answer_bound("alice@example.org/4711");
    CHECK(stream.login().result()->self == Jid::of("alice@example.org/4711"));
}

TEST_CASE("a resource that is taken is a conflict, and what is not allowed is refused") {
    Stream stream;
    stream.ask_binding();
    const auto [condition, cause] = GENERATE(table<std::string, End>({
        {"conflict", End::conflict},
        {"not-allowed", End::refused},
        {"forbidden", End::refused},
        {"resource-constraint", End::lost},
        {"internal-server-error", End::lost},
    }));
    CHECK(stream.refuse(condition) == "end");
    CHECK(stream.ended->cause == cause);
    CHECK(stream.ended->reason == "the server did not bind a resource: " + condition);
    CHECK_FALSE(stream.login().result());
}

TEST_CASE("a server that binds anything but the account is not trusted") {
    Stream stream;
    stream.ask_binding();
    SECTION("another account") { stream.answer_bound("mallory@example.org/boswell"); }
    SECTION("the account in another domain") { stream.answer_bound("alice@example.net/boswell"); }
    SECTION("no resource") { stream.answer_bound("alice@example.org"); }
    SECTION("no JID") { stream.answer_bound("@"); }
    SECTION("nothing") { stream.answer(""); }
    SECTION("something of the same name") {
        stream.answer("<bind xmlns='urn:x'><jid>alice@example.org/boswell</jid></bind>");
    }
    REQUIRE(stream.ended);
    CHECK(stream.ended->cause == End::not_trusted);
    CHECK(stream.ended->reason == "the server bound us to another account");
    CHECK_FALSE(stream.login().result());
}

TEST_CASE("a service that gives accounts their JIDs may give any, with a resource") {
    Stream stream;
    stream.options.profile = find_profile("microsoft");
    stream.ask_binding();
    SECTION("with one") {
        stream.answer_bound("opaque@example.net/x");
        CHECK(stream.login().result()->self == Jid::of("opaque@example.net/x"));
    }
    SECTION("without one") {
        stream.answer_bound("opaque@example.net");
        CHECK(stream.ended->cause == End::not_trusted);
    }
}

static const std::string session = "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>";

TEST_CASE("where the server demands a session, the login is done once it is opened") {
    Stream stream;
    stream.authenticate();
    stream.take(said::binding(session));
    CHECK_THAT(stream.answer_bound("alice@example.org/boswell"), Contains(session));
    CHECK_FALSE(stream.login().result());
    SECTION("opened") {
        CHECK(stream.answer("").empty());
        CHECK(stream.login().result()->self == Jid::of("alice@example.org/boswell"));
    }
    SECTION("refused") {
        CHECK(stream.refuse("forbidden") == "end");
        CHECK(stream.ended->cause == End::lost);
        CHECK(stream.ended->reason == "the server opened no session: forbidden");
        CHECK_FALSE(stream.login().result());
    }
}

TEST_CASE("a session that is optional is not opened") {
    Stream stream;
    stream.authenticate();
    stream.take(said::binding(
        "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'><optional/></session>"));
    CHECK(stream.answer_bound("alice@example.org/boswell").empty());
    CHECK(stream.login().result());
}
