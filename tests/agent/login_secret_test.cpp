// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/login_secret.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using agent::LoginSecret;

static agent::AccountConfig with_token() {
    agent::AccountConfig config;
    config.jid = Jid::of("alice@example.org");
    config.oauth2.emplace().token_command = {"echo", "acc3ss"};
    return config;
}

TEST_CASE("a password is no token, and nothing can renew it") {
    agent::AccountConfig config;
    config.password = {agent::PasswordSource::Literal{"secret"}};
    LoginSecret secret(config);
    CHECK_FALSE(secret.is_token());
    CHECK(secret.reader()({}).password == "secret");
    CHECK(secret.reader()({}).token.empty());
    secret.accepted();
    CHECK_FALSE(secret.renew());
    CHECK(secret.advice().empty());
}

TEST_CASE("a password command may take its time") {
    agent::AccountConfig config;
    config.password = {agent::PasswordSource::Command{{"sh", "-c", "sleep 0.3; echo secret"}}};
    CHECK(LoginSecret(config).reader()({}).password == "secret");
}

TEST_CASE("a token is renewed at once one time, and again after one was accepted") {
    LoginSecret secret(with_token());
    CHECK(secret.is_token());
    CHECK(secret.reader()({}).token == "acc3ss");
    CHECK(secret.reader()({}).password.empty());
    CHECK(secret.renew());
    CHECK_FALSE(secret.renew());
    CHECK_THAT(secret.advice(), Catch::Contains("alice@example.org"));
    CHECK(secret.reader()({}).token == "acc3ss");
    CHECK_FALSE(secret.renew());
    secret.accepted();
    CHECK(secret.renew());
    CHECK_FALSE(secret.renew());
    secret.forget_refusals();
    CHECK(secret.renew());
}

TEST_CASE("a stop reaches the command that gives the secret") {
    std::stop_source stop;
    stop.request_stop();
    auto config = with_token();
    config.oauth2->token_command = {"sleep", "60"};
    CHECK_THROWS_WITH(LoginSecret(config).reader()(stop.get_token()), Catch::Contains("stopping"));
    config.oauth2.reset();
    config.password = {agent::PasswordSource::Command{{"sleep", "60"}}};
    CHECK_THROWS_WITH(LoginSecret(config).reader()(stop.get_token()), Catch::Contains("stopping"));
}
