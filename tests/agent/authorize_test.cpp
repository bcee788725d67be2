// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/authorize.hpp"

#include "base/file.hpp"
#include "support/http_server.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;
using test::ScriptedAnswer;

static ScriptedAnswer answer(int status, const std::string& body) {
    return {.status = status, .body = body, .headers = "", .before = {}};
}
static ScriptedAnswer started() {
    return answer(200, R"({"device_code":"d3vice","user_code":"WDJB-MJHT","expires_in":600,)"
                       R"("verification_uri":"https://login.example.org/d","interval":200})");
}
static ScriptedAnswer pending() { return answer(400, R"({"error":"authorization_pending"})"); }

namespace {

struct Terminal {
    explicit Terminal(std::vector<ScriptedAnswer> script) : server(std::move(script)) {
        account.jid = Jid::of("alice@example.org");
        account.oauth2.emplace();
        account.oauth2->token_endpoint = server.url();
        account.oauth2->device_authorization_endpoint = server.url("/device");
        account.oauth2->client_id = "id";
        account.oauth2->refresh_token_file = folder.path() / "alice.token";
    }
    void authorize() {
        agent::authorize(account, out, [this](std::chrono::seconds time) { slept += time; });
    }

    test::TempDir folder;
    test::HttpServer server;
    AccountConfig account;
    std::ostringstream out;
    std::chrono::seconds slept{};
};

}  // namespace

TEST_CASE("an authorization shows the code, waits, and keeps the refresh token to itself") {
    Terminal terminal({started(), pending(), pending(),
                       answer(200, R"({"access_token":"acc3ss","token_type":"bearer",)"
                                   R"("refresh_token":"r3fresh"})")});
    terminal.authorize();
    const auto file = terminal.account.oauth2->refresh_token_file;
    CHECK(terminal.out.str() ==
          "open   https://login.example.org/d\nenter  WDJB-MJHT\n\nwaiting for your consent, 10 "
          "minutes at most\ndone: alice@example.org is authorized, the refresh token is in " +
              file.string() + "\n");
    CHECK(read_file(file) == "r3fresh\n");
    using std::filesystem::perms;
    CHECK(std::filesystem::status(file).permissions() == (perms::owner_read | perms::owner_write));
    CHECK(terminal.slept == 180s);
}

TEST_CASE("an authorization that is denied, too late or useless ends with status 4") {
    const auto status = [](std::vector<ScriptedAnswer> script) {
        Terminal terminal(std::move(script));
        try {
            terminal.authorize();
        } catch (const Error& error) {
            CHECK_FALSE(std::filesystem::exists(terminal.account.oauth2->refresh_token_file));
            return exit_status(error);
        }
        return ExitStatus::done;
    };
    CHECK(status({started(), answer(400, R"({"error":"access_denied"})")}) ==
          ExitStatus::network_or_login);
    CHECK(status({started(), answer(400, R"({"error":"expired_token"})")}) ==
          ExitStatus::network_or_login);
    std::vector<ScriptedAnswer> never(11, pending());
    never.front() = started();
    CHECK(status(never) == ExitStatus::network_or_login);
    CHECK(status({started(), answer(200, R"({"access_token":"a","token_type":"bearer"})")}) ==
          ExitStatus::network_or_login);
    CHECK(status({answer(503, "")}) == ExitStatus::network_or_login);
}

TEST_CASE("nobody is asked for a consent that could not be kept or used") {
    Terminal terminal({});
    auto& source = *terminal.account.oauth2;
    source.refresh_token_file = "/no/such/folder/alice.token";
    CHECK_THROWS_WITH(terminal.authorize(), Catch::StartsWith("cannot write /no/such/folder/ali"));
    source.device_authorization_endpoint.clear();
    CHECK_THROWS_WITH(terminal.authorize(), Catch::Contains("no device_authorization_endpoint"));
    source.token_command = {"pass"};
    CHECK_THROWS_AS(terminal.authorize(), UsageError);
    terminal.account.oauth2.reset();
    CHECK_THROWS_AS(terminal.authorize(), UsageError);
    CHECK(terminal.server.requests().empty());
}
