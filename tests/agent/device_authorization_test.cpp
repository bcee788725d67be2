// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/device_authorization.hpp"

#include "support/http_server.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;
using test::HttpServer;
using test::ScriptedAnswer;

static const OAuth2Client client{.account = "alice@example.org",
                                 .id = "boswell-id",
                                 .secret = {},
                                 .scope = "xmpp",
                                 .ca_file = {}};

static ScriptedAnswer answer(int status, const std::string& body) {
    return {.status = status, .body = body, .headers = "", .before = {}};
}
static ScriptedAnswer error(const std::string& name) {
    return answer(400, R"({"error":")" + name + R"("})");
}
static ScriptedAnswer started(const std::string& more = "") {
    return answer(200, R"({"device_code":"d3vice","user_code":"WDJB-MJHT",)"
                       R"("verification_uri":"https://login.example.org/d","expires_in":600)" +
                           more + "}");
}

static DeviceAuthorization start(const HttpServer& server) {
    return DeviceAuthorization::start(server.url("/device"), client, {});
}

TEST_CASE("a device authorization says where to go and what to enter") {
    HttpServer server({started(), started(R"(,"interval":7)"), started(R"(,"interval":0)"),
                       started(R"(,"interval":99999)")});
    const auto authorization = start(server);
    CHECK(server.requests().at(0).ends_with("\r\n\r\nscope=xmpp&client_id=boswell-id"));
    CHECK(authorization.verification_uri() == "https://login.example.org/d");
    CHECK(authorization.user_code() == "WDJB-MJHT");
    CHECK(authorization.expires_in() == 600s);
    CHECK(authorization.interval() == 5s);
    CHECK(start(server).interval() == 7s);
    CHECK(start(server).interval() == 1s);
    CHECK(start(server).interval() == 60s);
}

TEST_CASE("a device authorization that RFC 8628 3.2 does not know is refused") {
    HttpServer server({answer(200, "{}"),
                       answer(200, R"({"device_code":"d","user_code":"u",)"
                                   R"("verification_uri":"https://x/"})"),
                       answer(200, R"({"device_code":"d","user_code":"u","expires_in":1,)"
                                   R"("verification_uri":"http://login.example.org/"})"),
                       answer(200, R"({"device_code":"d","user_code":"u\u001b[2J","expires_in":1,)"
                                   R"("verification_uri":"https://x/"})"),
                       error("invalid_client"), error("unauthorized_client")});
    for (int i = 0; i < 4; ++i) CHECK_THROWS_AS(start(server), Error);
    for (int i = 0; i < 2; ++i) CHECK_THROWS_AS(start(server), TokenRefused);
}

TEST_CASE("a poll waits for the user, and slows down when asked or not answered") {
    HttpServer server({started(), error("authorization_pending"), error("slow_down"),
                       answer(429, R"({"error":"slow_down"})"), answer(503, ""),
                       answer(200, R"({"access_token":"a","token_type":"bearer",)"
                                   R"("refresh_token":"r","expires_in":60})")});
    auto authorization = start(server);
    const auto poll = [&] { return authorization.poll(server.url(), client, {}); };
    CHECK_FALSE(poll().has_value());
    CHECK(server.requests().at(1).ends_with(
        "\r\n\r\ngrant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
        "&device_code=d3vice&client_id=boswell-id"));
    CHECK(authorization.interval() == 5s);
    CHECK_FALSE(poll().has_value());
    CHECK(authorization.interval() == 10s);
    CHECK_FALSE(poll().has_value());
    CHECK(authorization.interval() == 15s);
    CHECK_FALSE(poll().has_value());
    CHECK(authorization.interval() == 30s);
    const auto tokens = poll();
    REQUIRE(tokens.has_value());
    CHECK(tokens->refresh_token == "r");
}

TEST_CASE("a denied or expired authorization ends, with what to do") {
    HttpServer server({started(), error("access_denied"), error("expired_token"),
                       error("invalid_grant"), error("invalid_client"),
                       answer(400, R"({"error":"x","error_description":"d3vice is bad"})")});
    auto authorization = start(server);
    const auto poll = [&] { authorization.poll(server.url(), client, {}); };
    CHECK_THROWS_WITH(poll(), Catch::Contains("was denied (access_denied); "
                                              "try again, and consent for alice@example.org"));
    CHECK_THROWS_WITH(poll(), Catch::Contains("not entered in time (expired_token)"));
    CHECK_THROWS_WITH(poll(), Catch::Contains("not entered in time"));
    CHECK_THROWS_AS(poll(), TokenRefused);
    CHECK_THROWS_WITH(poll(), Catch::Contains("(x: ? is bad)"));
}

TEST_CASE("a stop ends a poll") {
    HttpServer server({started()});
    auto authorization = start(server);
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(authorization.poll(server.url(), client, stop.get_token()), NetworkError);
}
