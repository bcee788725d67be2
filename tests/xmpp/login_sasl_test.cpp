// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/login.hpp"

#include "xmpp/support/fake_login_stream.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;
using End = SessionEnd::Cause;
using Stream = FakeLoginStream;

TEST_CASE("a login that no mechanism of the server fits is not tried") {
    Stream stream;
    stream.options.weakest_mechanism = "SCRAM-SHA-1";
    stream.secure();
    CHECK(stream.take(said::mechanisms("PLAIN")) == "end");
    CHECK(stream.ended->cause == End::not_trusted);
    CHECK_THAT(stream.ended->reason, EndsWith("it offers PLAIN"));
}

TEST_CASE("mechanisms of another namespace are none") {
    Stream stream;
    stream.secure();
    CHECK(stream.take("<features xmlns='http://etherx.jabber.org/streams'>"
                      "<mechanisms xmlns='urn:x'><mechanism>PLAIN</mechanism></mechanisms>"
                      "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                      "<mechanism xmlns='urn:x'>PLAIN</mechanism></mechanisms></features>") ==
          "end");
    CHECK_THAT(stream.ended->reason, EndsWith("it offers nothing"));
}

TEST_CASE("a mechanism that is allowed is used instead of a stronger one") {
    Stream stream;
    stream.options.mechanisms = {"PLAIN"};
    stream.secure();
    CHECK_THAT(stream.take(said::mechanisms("PLAIN</mechanism><mechanism> SCRAM-SHA-1 ")),
               Contains("mechanism='PLAIN'"));
    Stream free;
    free.secure();
    CHECK_THAT(free.take(said::mechanisms("PLAIN</mechanism><mechanism> SCRAM-SHA-1 ")),
               Contains("mechanism='SCRAM-SHA-1'"));
}

TEST_CASE("an initial response that is empty is said to be so") {
    Stream stream;
    stream.certificate = true;
    stream.secure();
    CHECK_THAT(stream.take(said::mechanisms("EXTERNAL</mechanism><mechanism>PLAIN")),
               EndsWith(" mechanism='EXTERNAL'>=</auth>"));
}

TEST_CASE("without a certificate of ours there is no EXTERNAL") {
    Stream stream;
    stream.secure();
    CHECK_THAT(stream.take(said::mechanisms("EXTERNAL</mechanism><mechanism>PLAIN")),
               Contains("mechanism='PLAIN'"));
}

TEST_CASE("a login is bound to its channel where the server can do the same") {
    const auto first = [](std::string_view type) {
        Stream stream;
        stream.channel = {.type = "tls-exporter", .data = "channel"};
        stream.secure();
        return stream.take(fmt::format(
            "<features xmlns='http://etherx.jabber.org/streams'>"
            "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='{}'/>"
            "</sasl-channel-binding><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
            "<mechanism>SCRAM-SHA-1-PLUS</mechanism><mechanism>SCRAM-SHA-1</mechanism>"
            "</mechanisms></features>",
            type));
    };
    CHECK_THAT(first("tls-exporter"),
               Contains("mechanism='SCRAM-SHA-1-PLUS'>cD10bHMtZXhwb3J0ZXIs"));
    CHECK_THAT(first("tls-unique"), Contains("mechanism='SCRAM-SHA-1'>"));
}

TEST_CASE("a token that must not be encoded is sent as it is") {
    Stream stream;
    stream.options.password = "";
    stream.options.token = "T0k=+";
    stream.secure();
    CHECK_THAT(stream.take(said::mechanisms("X-MESSENGER-OAUTH2")), EndsWith(">T0k=+</auth>"));
}

TEST_CASE("a service's own attributes are sent with the mechanism that they are for") {
    const auto first = [](const std::string& mechanism) {
        Stream stream;
        stream.options.profile = find_profile("google");
        stream.options.token = "token";
        stream.options.mechanisms = {mechanism};
        stream.secure();
        return stream.take(said::mechanisms(mechanism));
    };
    const auto with_token = first("X-OAUTH2");
    CHECK_THAT(with_token, Contains("auth:service='oauth2'"));
    CHECK_THAT(with_token, Contains("auth:client-uses-full-bind-result='true'"));
    const auto with_password = first("PLAIN");
    CHECK_THAT(with_password, !Contains("auth:service"));
    CHECK_THAT(with_password, Contains("auth:client-uses-full-bind-result='true'"));
}

TEST_CASE("a server that answers with what is no Base64 is not trusted") {
    Stream stream;
    stream.secure();
    stream.take(said::mechanisms("SCRAM-SHA-1"));
    SECTION("in a challenge") {
        CHECK(stream.take(said::challenge("@")) == "end");
        CHECK(stream.ended->reason == "the server's <challenge/> is not Base64");
    }
    SECTION("in success") {
        CHECK(stream.take("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>@</success>") ==
              "end");
        CHECK(stream.ended->reason == "the server's <success/> is not Base64");
    }
    CHECK(stream.ended->cause == End::not_trusted);
}

TEST_CASE("a server that says success without having proved itself is not trusted") {
    const auto data = GENERATE(as<std::string>{}, "", "=", " = ");
    Stream stream;
    stream.secure();
    stream.take(said::mechanisms("SCRAM-SHA-1"));
    CHECK(stream.take("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + data + "</success>") ==
          "end");
    CHECK(stream.ended->cause == End::not_trusted);
    CHECK_THAT(stream.ended->reason, StartsWith("the server says success without"));
    CHECK(stream.take(said::binding()).empty());
}

static SessionEnd refused_with(std::string_view inner) {
    Stream stream;
    stream.begin_sasl();
    CHECK(stream.take(said::failure(inner)) == "end");
    return *stream.ended;
}

TEST_CASE("a refused login is final unless the server says that it is not") {
    const auto refused = refused_with("<account-disabled/>");
    CHECK(refused.cause == End::refused);
    CHECK(refused.reason == "the server refused the login: account-disabled");
    const auto later = refused_with("<temporary-auth-failure/><text>later</text>");
    CHECK(later.cause == End::lost);
    CHECK(later.reason == "the server refused the login: temporary-auth-failure (later)");
    CHECK(refused_with("").reason == "the server refused the login: not-authorized");
    CHECK(refused_with("<text>no</text>").cause == End::refused);
}

TEST_CASE("a server that repeats the password gets it into no reason, in whatever form") {
    const auto form = GENERATE(as<std::string>{}, "<not-authorized/><text>wrong: 'secret'!</text>",
                               "<secret/>", "<x/><text>AGFsaWNlAHNlY3JldA==</text>");
    const auto reason = refused_with(form).reason;
    CHECK_THAT(reason, Contains("[secret]"));
    CHECK_THAT(reason, !Contains("'secret'") && !Contains("NlY3JldA"));
    // Not even the half of it that is left where the text is cut.
    const auto cut = "<x/><text>" + std::string(195, ' ') + "secret</text>";
    CHECK_THAT(refused_with(cut).reason, !Contains(" secr"));
}

TEST_CASE("a request that is malformed says nothing against the secret in it") {
    CHECK(refused_with("<not-authorized/>").blames_secret);
    CHECK(refused_with("<credentials-expired/>").blames_secret);
    CHECK_FALSE(refused_with("<malformed-request/>").blames_secret);
    CHECK_FALSE(refused_with("<invalid-authzid/>").blames_secret);
}

TEST_CASE("what a server says of a refusal is cut") {
    CHECK(refused_with("<not-authorized/><text>" + std::string(5000, 'x') + "</text>").reason ==
          "the server refused the login: not-authorized (" + std::string(200, 'x') + ")");
}

TEST_CASE("what a mechanism was told of a refusal is told as well") {
    Stream stream;
    stream.options.token = "token";
    stream.options.password = "";
    stream.secure();
    stream.take(said::mechanisms("OAUTHBEARER"));
    CHECK_THAT(stream.take(said::challenge("eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=")),
               StartsWith("<response"));
    stream.take(said::failure("<not-authorized/>"));
    CHECK_THAT(stream.ended->reason, Contains("invalid_token"));
}
