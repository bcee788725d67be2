// SPDX-License-Identifier: GPL-3.0-or-later
// Mechanisms for OAuth 2.0 tokens and for certificates.
#include "base/error.hpp"
#include "xmpp/sasl.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::xmpp;
using Catch::Contains;

static SaslContext with_token(std::string token = "a token") {
    return {.domain = "example.org",
            .localpart = "alice",
            .password = "",
            .token = std::move(token),
            .application = "123456789"};
}

TEST_CASE("who has a token shows it, and never a password") {
    const std::vector<std::string> offered{"PLAIN", "SCRAM-SHA-256", "X-OAUTH2", "OAUTHBEARER"};
    CHECK(begin_exchange(offered, {}, with_token())->name() == "OAUTHBEARER");
    CHECK(begin_exchange({"PLAIN", "X-OAUTH2"}, {}, with_token())->name() == "X-OAUTH2");
    CHECK_THROWS_WITH(begin_exchange({"PLAIN", "SCRAM-SHA-1"}, {}, with_token()),
                      Contains("it offers PLAIN, SCRAM-SHA-1"));
    auto password = with_token("");
    password.password = "secret";
    CHECK(begin_exchange(offered, {}, password)->name() == "SCRAM-SHA-256");
}

TEST_CASE("a certificate is stronger than anything else") {
    auto context = with_token("");
    context.password = "secret";
    CHECK(begin_exchange({"EXTERNAL", "PLAIN"}, {}, context)->name() == "PLAIN");
    context.certificate = true;
    const auto external = begin_exchange({"EXTERNAL", "SCRAM-SHA-512-PLUS"}, {}, context);
    CHECK(external->name() == "EXTERNAL");
    CHECK(external->initial() == "");
    context.weakest = "EXTERNAL";
    CHECK_THROWS_AS(begin_exchange({"SCRAM-SHA-512", "PLAIN"}, {}, context), NetworkError);
}

TEST_CASE("one mechanism for tokens is as strong as another") {
    auto context = with_token();
    context.weakest = "OAUTHBEARER";
    CHECK(begin_exchange({"X-OAUTH2"}, {}, context)->name() == "X-OAUTH2");
}

TEST_CASE("an account that had a password may have a token now") {
    auto context = with_token();
    context.weakest = "SCRAM-SHA-256";
    CHECK(begin_exchange({"PLAIN", "OAUTHBEARER"}, {}, context)->name() == "OAUTHBEARER");
}

TEST_CASE("OAUTHBEARER is as in RFC 7628, in its plain form without host and port") {
    auto context = with_token("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==");
    context.localpart = "us,er=x";
    const auto mechanism = begin_exchange({"OAUTHBEARER"}, {}, context);
    CHECK(mechanism->initial() ==
          "n,a=us=2Cer=3Dx@example.org,\x01"
          "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01");
    CHECK_NOTHROW(mechanism->finish(""));
}

TEST_CASE("OAUTHBEARER never speaks of channel binding") {
    auto context = with_token();
    context.binding_type = "tls-exporter";
    const auto mechanism = begin_exchange({"OAUTHBEARER"}, {}, context);
    CHECK_THAT(mechanism->initial().value_or(""), Catch::StartsWith("n,a=alice@example.org,\x01"
                                                                    "auth="));
}

TEST_CASE("OAUTHBEARER answers the explanation of a refusal, and keeps it") {
    const auto mechanism = begin_exchange({"OAUTHBEARER"}, {}, with_token());
    mechanism->initial();
    CHECK(mechanism->respond("{\"status\":\"invalid_token\"}\x1b") == "\x01");
    CHECK(mechanism->explanation() == "{\"status\":\"invalid_token\"}\\x1b");
    CHECK_THROWS_AS(mechanism->respond("more"), NetworkError);
    CHECK_THROWS_AS(mechanism->finish(""), NetworkError);
}

TEST_CASE("an explanation does not repeat the token") {
    const auto mechanism = begin_exchange({"OAUTHBEARER"}, {}, with_token("a-token-of-ours"));
    mechanism->initial();
    mechanism->respond(R"({"status":"invalid_token","token":"a-token-of-ours"})");
    CHECK(mechanism->explanation() == R"({"status":"invalid_token","token":"[secret]"})");
}

TEST_CASE("an explanation is cut") {
    const auto mechanism = begin_exchange({"OAUTHBEARER"}, {}, with_token());
    mechanism->respond(std::string(100'000, 'x'));
    CHECK(mechanism->explanation().size() == 300);
}

TEST_CASE("X-OAUTH2 and X-GOOGLE-TOKEN have the shape of PLAIN") {
    const auto name = GENERATE(as<std::string>{}, "X-OAUTH2", "X-GOOGLE-TOKEN");
    const auto mechanism = begin_exchange({name}, {}, with_token("token1"));
    CHECK(mechanism->name() == name);
    CHECK(mechanism->initial() == std::string("\0alice@example.org\0token1", 25));
    CHECK_FALSE(mechanism->is_raw());
}

TEST_CASE("X-MESSENGER-OAUTH2 says the token as it is") {
    const auto mechanism =
        begin_exchange({"X-MESSENGER-OAUTH2"}, {}, with_token("EwAAAfakeTOKEN=="));
    CHECK(mechanism->initial() == "EwAAAfakeTOKEN==");
    CHECK(mechanism->is_raw());
    CHECK_THROWS_AS(mechanism->respond("?"), NetworkError);
}

TEST_CASE("X-FACEBOOK-PLATFORM answers the server's challenge") {
    const auto mechanism =
        begin_exchange({"X-FACEBOOK-PLATFORM"}, {}, with_token("abcdefghijlkmno"));
    CHECK_FALSE(mechanism->initial());
    CHECK_THROWS_AS(mechanism->finish(""), NetworkError);
    CHECK(mechanism->respond(
              "version=1&method=auth.xmpp_login&nonce=AA4EFEE16F2AB64B131EEFFE6EACDDB8") ==
          "access_token=abcdefghijlkmno&api_key=123456789&call_id=0&method=auth.xmpp_login&"
          "nonce=AA4EFEE16F2AB64B131EEFFE6EACDDB8&v=1.0");
    CHECK_NOTHROW(mechanism->finish(""));
}

TEST_CASE("values of X-FACEBOOK-PLATFORM are encoded, both ways") {
    const auto mechanism = begin_exchange({"X-FACEBOOK-PLATFORM"}, {}, with_token("a&b=c d"));
    const auto answer = mechanism->respond("nonce=%41+%2f&method=auth.xmpp%5Flogin");
    CHECK_THAT(answer, Contains("access_token=a%26b%3Dc%20d&") && Contains("nonce=A%20%2F&"));
}

TEST_CASE("a challenge of X-FACEBOOK-PLATFORM that asks for something else is not answered") {
    const auto challenge = GENERATE(
        as<std::string>{}, "", "nonce=1", "method=auth.xmpp_login", "method=photos.delete&nonce=1",
        "method=auth.xmpp_login&nonce=%4", "method=auth.xmpp_login&nonce=%zz",
        "method=auth.xmpp_login&nonce=1&x=" + std::string(5000, 'x'));
    const auto mechanism = begin_exchange({"X-FACEBOOK-PLATFORM"}, {}, with_token());
    CHECK_THROWS_AS(mechanism->respond(challenge), NetworkError);
}

TEST_CASE("a challenge of X-FACEBOOK-PLATFORM may end with an encoded octet") {
    const auto mechanism = begin_exchange({"X-FACEBOOK-PLATFORM"}, {}, with_token());
    CHECK_THAT(mechanism->respond("method=auth.xmpp_login&nonce=1%2F"),
               Contains("&nonce=1%2F&v=1.0"));
}
