// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/token_endpoint.hpp"

#include "support/captured_log.hpp"
#include "support/http_server.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;
using test::HttpServer;
using test::ScriptedAnswer;

static const OAuth2Client client{.account = "alice@example.org",
                                 .id = "boswell-id",
                                 .secret = "cl1ent-secret",
                                 .scope = "xmpp mail",
                                 .ca_file = {}};

static ScriptedAnswer answer(int status, const std::string& body) {
    return {.status = status, .body = body, .headers = "", .before = {}};
}

static Tokens refreshed(const std::string& body, int status = 200) {
    const HttpServer server({answer(status, body)});
    return refresh(server.url(), client, "r3fresh-token", {});
}

/// What is said about that answer; never with a secret in it.
template <typename Failure>
static std::string complaint(int status, const std::string& body) {
    const test::CapturedLog log;
    try {
        refreshed(body, status);
    } catch (const Failure& error) {
        for (const auto* secret : {"cl1ent-secret", "r3fresh-token", "acc3ss"}) {
            CHECK_THAT(error.what(), !Catch::Contains(secret));
            CHECK_THAT(log.text(), !Catch::Contains(secret));
        }
        return error.what();
    }
    return "";
}

static std::string network_error(int status, const std::string& body) {
    return complaint<NetworkError>(status, body);
}
static std::string refusal(int status, const std::string& body) {
    return complaint<TokenRefused>(status, body);
}

TEST_CASE("a refresh sends what RFC 6749 6 wants") {
    HttpServer server({answer(200, R"({"access_token":"a","token_type":"bearer"})")});
    refresh(server.url(), client, "r3fresh-token", {});
    CHECK(server.requests().at(0).ends_with(
        "\r\n\r\ngrant_type=refresh_token&refresh_token=r3fresh-token&scope=xmpp%20mail"
        "&client_id=boswell-id&client_secret=cl1ent-secret"));
}

TEST_CASE("an answer of RFC 6749 5.1 is read") {
    const auto tokens =
        refreshed(R"({"access_token":"acc3ss","token_type":"Bearer","expires_in":3599,)"
                  R"("refresh_token":"n3w","scope":"xmpp","x":[{}]})");
    CHECK(tokens.access_token == "acc3ss");
    CHECK(tokens.expires_in == 3599s);
    CHECK(tokens.refresh_token == "n3w");
    const auto least = refreshed(R"({"access_token":"a","token_type":"bearer"})");
    CHECK_FALSE(least.expires_in.has_value());
    CHECK(least.refresh_token.empty());
    CHECK(refreshed(R"({"access_token":"a","token_type":"bearer","expires_in":"60"})").expires_in ==
          60s);
}

TEST_CASE("an answer that is not of RFC 6749 5.1 is a network error, and none of it is shown") {
    const std::string good = R"("access_token":"acc3ss","token_type":"bearer")";
    for (const auto& body :
         {std::string(), std::string("<html>acc3ss</html>"), "{" + good, "[{" + good + "}]",
          std::string("\"acc3ss\""), std::string("{}"), std::string(R"({"token_type":"bearer"})"),
          std::string(R"({"access_token":"acc3ss"})"),
          std::string(R"({"access_token":"acc3ss","token_type":"mac"})"),
          std::string(R"({"access_token":"","token_type":"bearer"})"),
          std::string(R"({"access_token":["acc3ss"],"token_type":"bearer"})"),
          std::string(R"({"access_token":"acc3ss\u0001auth","token_type":"bearer"})"),
          std::string("{\"access_token\":\"acc3ss\xff\",\"token_type\":\"bearer\"}"),
          "{" + good + R"(,"expires_in":-1})", "{" + good + R"(,"expires_in":1.5})",
          "{" + good + R"(,"expires_in":"soon"})",
          "{" + good + R"(,"expires_in":18446744073709551615})",
          "{" + good + R"(,"refresh_token":7})", std::string(60'000, '[')}) {
        INFO(body.substr(0, 80));
        CHECK_THAT(network_error(200, body), Catch::Contains("/token"));
    }
}

TEST_CASE("every error of RFC 6749 5.2 is told in words, with what to do") {
    const auto told = [](const std::string& error, int status = 400) {
        return refusal(status, R"({"error":")" + error + R"("})");
    };
    CHECK_THAT(
        told("invalid_request"),
        Catch::Contains("does not understand the request (invalid_request); check the endp"));
    CHECK_THAT(told("invalid_client", 401),
               Catch::Contains("client's secret is wrong (invalid_client); check client_id and "
                               "client_secret_file of alice@example.org"));
    CHECK_THAT(
        told("invalid_grant"),
        Catch::Contains(" refuses: the refresh token is no longer valid (invalid_grant); run "
                        "'boswell accounts authorize alice@example.org'"));
    CHECK_THAT(told("unauthorized_client"), Catch::Contains("may not ask for tokens in this way"));
    CHECK_THAT(told("unsupported_grant_type"), Catch::Contains("does not give tokens in this way"));
    CHECK_THAT(told("invalid_scope"), Catch::Contains("check scope of alice@example.org"));
    CHECK_THAT(told("interaction_required"),
               Catch::Contains("a reason of its own (interaction_re"));
    CHECK_THAT(told("invalid_grant", 200), Catch::Contains("no longer valid"));
}

TEST_CASE("what the server adds is shown, cut short and without what it repeats of our secrets") {
    const auto text = refusal(
        400,
        R"({"error":"invalid_grant","error_description":"r3fresh-token is gone, r3fresh-token, )"
        R"(ask cl1ent-secret\u001b[31m\u202e )" +
            std::string(5'000, 'x') + "\"}");
    CHECK_THAT(text, Catch::Contains("(invalid_grant: ? is gone, ?, ask ??[31m"));
    CHECK_THAT(text, !Catch::Contains("\x1b") && !Catch::Contains("\u202e"));
    CHECK(text.size() < 500);
    CHECK(refusal(400, R"({"error":")" + std::string(5'000, 'r') + "\"}").size() < 500);
    for (const auto* form :
         {"refresh_token=r3fresh%2Dtoken", "%72%33fresh-token%", "100%: r3fresh%2dtoken"}) {
        const auto repeated = refusal(
            400, fmt::format(R"({{"error":"invalid_grant","error_description":"{}"}})", form));
        CHECK_THAT(repeated, Catch::Contains("(invalid_grant: ?)"));
    }
}

TEST_CASE("a problem of the server's own is to be tried again") {
    CHECK_THAT(network_error(503, "<html>"), Catch::EndsWith("(status 503); try again later"));
    CHECK_THAT(network_error(500, R"({"error":"invalid_grant"})"), Catch::Contains("try again"));
    CHECK_THAT(network_error(429, "{}"), Catch::Contains("try again"));
    CHECK_THAT(network_error(400, R"({"error":"temporarily_unavailable"})"),
               Catch::Contains("temporarily_unavailable"));
    CHECK_THAT(network_error(429, R"({"error":"slow_down"})"), Catch::Contains("too often"));
    CHECK_THAT(network_error(404, "{}"), Catch::EndsWith("status 404 and names no error"));
    CHECK_THAT(network_error(302, ""), Catch::Contains("redirect (status 302), which is not"));
    CHECK_THAT(network_error(200, std::string(70'000, ' ')), Catch::Contains("65536 bytes"));
}
