// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/token_reply.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;

static TokenReply reply(const std::string& json) {
    return {.endpoint = "https://example.org/token",
            .object = nlohmann::json::parse(json),
            .error = {},
            .description = {}};
}

TEST_CASE("a text is of visible ASCII, and of 16384 bytes at most") {
    CHECK(find_text(reply(R"({"t":"a ~"})"), "t") == "a ~");
    CHECK_FALSE(find_text(reply("{}"), "t"));
    CHECK_FALSE(find_text(reply(R"({"t":null})"), "t"));
    for (const auto* bad : {R"({"t":""})", R"({"t":7})", R"({"t":"a\n"})", R"({"t":"\u007f"})",
                            R"({"t":"\u001f"})", R"({"t":"é"})"})
        CHECK_THROWS_AS(find_text(reply(bad), "t"), NetworkError);
    const auto long_text = [](std::size_t size) {
        return reply("{\"t\":\"" + std::string(size, 'x') + "\"}");
    };
    CHECK(text(long_text(16'384), "t").size() == 16'384);
    CHECK_THROWS_AS(text(long_text(16'385), "t"), NetworkError);
    CHECK_THROWS_WITH(text(reply("{}"), "t"), "https://example.org/token answers without t");
}

TEST_CASE("a time is a number of seconds, also in quotes, and of ten years at most") {
    CHECK(find_seconds(reply(R"({"s":0})"), "s") == 0s);
    CHECK(find_seconds(reply(R"({"s":3600})"), "s") == 3600s);
    CHECK(find_seconds(reply(R"({"s":"3599"})"), "s") == 3599s);
    CHECK(find_seconds(reply(R"({"s":999999999999})"), "s") == 10 * 366 * 24h);
    CHECK_FALSE(find_seconds(reply("{}"), "s"));
    CHECK_FALSE(find_seconds(reply(R"({"s":null})"), "s"));
    for (const auto* bad : {R"({"s":-1})", R"({"s":1.5})", R"({"s":"12x"})", R"({"s":""})",
                            R"({"s":true})", R"({"s":"-1"})"})
        CHECK_THROWS_AS(find_seconds(reply(bad), "s"), NetworkError);
}

TEST_CASE("tokens are bearer tokens, in whatever case") {
    const auto tokens = parse_tokens(
        reply(R"({"access_token":"a","token_type":"BeArEr","expires_in":60,"refresh_token":"r"})"));
    CHECK(tokens.access_token == "a");
    CHECK(tokens.expires_in == 60s);
    CHECK(tokens.refresh_token == "r");
    CHECK(
        parse_tokens(reply(R"({"access_token":"a","token_type":"bearer"})")).refresh_token.empty());
    CHECK_THROWS_AS(parse_tokens(reply(R"({"access_token":"a","token_type":"mac"})")),
                    NetworkError);
    CHECK_THROWS_AS(parse_tokens(reply(R"({"access_token":"a"})")), NetworkError);
    CHECK_THROWS_AS(parse_tokens(reply(R"({"token_type":"bearer"})")), NetworkError);
}

TEST_CASE("a refusal has the reason, in whose words, and advice") {
    auto refusal = reply("{}");
    const OAuth2Client client{.account = "alice@example.org"};
    refusal.error = "invalid_grant";
    CHECK_THROWS_WITH(refuse(refusal, client),
                      "https://example.org/token refuses: the refresh token is no longer valid "
                      "(invalid_grant); run 'boswell accounts authorize alice@example.org'");
    refusal.error = "odd";
    refusal.description = "so there";
    CHECK_THROWS_WITH(refuse(refusal, client),
                      Catch::Contains("it gives a reason of its own (odd: so there); run"));
}
