// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/oauth2.hpp"

#include "base/file.hpp"
#include "support/captured_log.hpp"
#include "support/http_server.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;
using test::HttpServer;
using test::ScriptedAnswer;

static ScriptedAnswer token(const std::string& access, const std::string& more = "") {
    return {.status = 200,
            .body = R"({"token_type":"bearer","access_token":")" + access + "\"" + more + "}",
            .headers = "",
            .before = {}};
}

namespace {

/// An account with its files, its endpoint, and a clock that is set by hand.
struct OAuth2Account {
    explicit OAuth2Account(std::vector<ScriptedAnswer> script) : server(std::move(script)) {
        write_file_durably(file, "r0\n");
    }
    OAuth2Source source() const {
        OAuth2Source source;
        source.token_endpoint = server.url();
        source.client_id = "id";
        source.refresh_token_file = file;
        return source;
    }
    std::string current() { return tokens.current({}); }
    std::size_t asked() const { return server.requests().size(); }
    std::string in_file() const { return read_file(file); }

    test::TempDir folder;
    std::filesystem::path file = folder.path() / "refresh_token";
    HttpServer server;
    AccessTokens::Clock::time_point now{};
    AccessTokens tokens{source(), "alice@example.org", [this] { return now; }};
};

}  // namespace

TEST_CASE("a token is used until shortly before its end") {
    OAuth2Account account(
        {token("a1", R"(,"expires_in":3600)"), token("a2", R"(,"expires_in":100)"), token("a3")});
    CHECK(account.current() == "a1");
    account.now += 3539s;
    CHECK(account.current() == "a1");
    account.now += 1s;
    CHECK(account.current() == "a2");
    account.now += 89s;
    CHECK(account.current() == "a2");
    account.now += 1s;
    CHECK(account.current() == "a3");
    account.now += 1000h;
    CHECK(account.current() == "a3");
    CHECK(account.asked() == 3);
}

TEST_CASE("a refused token is replaced at once, each further one only when somebody asks") {
    OAuth2Account account({token("a1"), token("a2"), token("a3"), token("a4")});
    CHECK(account.current() == "a1");
    CHECK(account.tokens.refused() == AfterRefusal::try_once_more);
    CHECK(account.current() == "a2");
    CHECK(account.current() == "a2");
    account.tokens.accepted();
    CHECK(account.tokens.refused() == AfterRefusal::try_once_more);
    CHECK(account.current() == "a3");
    CHECK(account.tokens.refused() == AfterRefusal::give_up);
    CHECK_THAT(account.tokens.advice(),
               Catch::Contains("run 'boswell accounts authorize alice@example.org'"));
    CHECK(account.current() == "a4");
    CHECK(account.tokens.refused() == AfterRefusal::give_up);
}

TEST_CASE("an endpoint that fails between two refusals changes nothing") {
    OAuth2Account account(
        {token("a1"), {.status = 503, .body = "", .headers = "", .before = {}}, token("a2")});
    CHECK(account.current() == "a1");
    CHECK(account.tokens.refused() == AfterRefusal::try_once_more);
    CHECK_THROWS_AS(account.current(), NetworkError);
    CHECK(account.current() == "a2");
    CHECK(account.tokens.refused() == AfterRefusal::give_up);
}

TEST_CASE("a rotated refresh token is on disk, and ours alone, before its access token is given") {
    OAuth2Account account({token("a1", R"(,"refresh_token":"r1")"),
                           token("a2", R"(,"refresh_token":"r1")"), token("a3")});
    CHECK(account.current() == "a1");
    CHECK(account.in_file() == "r1\n");
    using std::filesystem::perms;
    CHECK(std::filesystem::status(account.file).permissions() ==
          (perms::owner_read | perms::owner_write));
    for (int i = 0; i < 2; ++i) {
        CHECK(account.tokens.refused() == AfterRefusal::try_once_more);
        account.current();
        account.tokens.accepted();
        CHECK_THAT(account.server.requests().back(), Catch::Contains("refresh_token=r1&"));
    }
    CHECK(account.asked() == 3);
}

namespace {

/// A folder in the place of a file: not even root can replace it by a file.
struct Obstacle {
    explicit Obstacle(std::filesystem::path path) : file(std::move(path)) {}
    void raise() const {
        std::filesystem::rename(file, aside());
        std::filesystem::create_directory(file);
    }
    void remove() const {
        std::filesystem::remove(file);
        std::filesystem::rename(aside(), file);
    }
    std::filesystem::path aside() const { return file.string() + ".aside"; }
    std::filesystem::path file;
};

}  // namespace

TEST_CASE("a rotated refresh token that cannot be written is used from memory and written later") {
    OAuth2Account account({});
    const Obstacle obstacle(account.file);
    auto first = token("a1s3cret", R"(,"refresh_token":"r1s3cret")");
    first.before = [&] { obstacle.raise(); };
    account.server.add(first);
    account.server.add(token("a2s3cret", R"(,"refresh_token":"r2s3cret")"));

    const test::CapturedLog log;
    CHECK(account.current() == "a1s3cret");
    CHECK(read_file(obstacle.aside()) == "r0\n");
    CHECK_THAT(log.text(), Catch::Contains("error: oauth2: the new refresh token of "
                                           "alice@example.org cannot be kept"));
    CHECK(account.tokens.refused() == AfterRefusal::try_once_more);
    CHECK(account.current() == "a2s3cret");
    CHECK_THAT(account.server.requests().at(1), Catch::Contains("refresh_token=r1s3cret&"));
    obstacle.remove();
    CHECK(account.current() == "a2s3cret");
    CHECK(account.in_file() == "r2s3cret\n");
    CHECK(account.asked() == 2);
    CHECK_THAT(log.text(), !Catch::Contains("s3cret"));
}

TEST_CASE("a refresh token that somebody wrote meanwhile is neither overwritten nor passed over") {
    OAuth2Account account({});
    auto first = token("a1", R"(,"refresh_token":"r1")");
    first.before = [&] { write_file_durably(account.file, "authorized anew\n"); };
    account.server.add(first);
    account.server.add(token("a2"));
    CHECK(account.current() == "a1");
    CHECK(account.in_file() == "authorized anew\n");
    CHECK(account.tokens.refused() == AfterRefusal::try_once_more);
    account.current();
    CHECK_THAT(account.server.requests().at(1),
               Catch::Contains("refresh_token=authorized%20anew&"));
}

TEST_CASE("without a refresh token one is told to authorize the account") {
    OAuth2Account account({});
    std::filesystem::remove(account.file);
    CHECK_THROWS_AS(account.current(), TokenRefused);
    CHECK_THROWS_WITH(account.current(),
                      Catch::Contains(account.file.string()) &&
                          Catch::Contains("boswell accounts authorize alice@exam"));
    write_file_durably(account.file, "\n");
    CHECK_THROWS_WITH(account.current(),
                      Catch::EndsWith("holds no refresh token in its first line"));
    CHECK(account.asked() == 0);
}

TEST_CASE("a client secret is read from its file for each request, and sent in the form") {
    OAuth2Account account({token("a1")});
    auto source = account.source();
    source.client_secret_file = account.folder.path() / "client_secret";
    AccessTokens tokens(source, "alice@example.org");
    CHECK_THROWS_WITH(tokens.current({}), Catch::Contains("client_secret"));
    write_file_durably(source.client_secret_file, "hush\n");
    CHECK(tokens.current({}) == "a1");
    CHECK(account.server.requests().at(0).ends_with("client_secret=hush"));
}

TEST_CASE("a token command is run for every login, and twice at once") {
    test::TempDir folder;
    const auto counter = (folder.path() / "runs").string();
    OAuth2Source source;
    source.token_command = {"sh", "-c", "echo >> " + counter + "; wc -l < " + counter};
    AccessTokens tokens(source, "alice@example.org");
    CHECK(tokens.current({}) == "1");
    tokens.accepted();
    CHECK(tokens.current({}) == "2");
    CHECK(tokens.refused() == AfterRefusal::try_once_more);
    CHECK(tokens.current({}) == "3");
    CHECK(tokens.refused() == AfterRefusal::give_up);
    CHECK(tokens.current({}) == "4");
}

TEST_CASE("what a token command prints is a token or is not shown") {
    for (const auto* output : {"\\n", "s3cret\\001auth=x", "s3cret\\377"}) {
        OAuth2Source source;
        source.token_command = {"printf", output};
        AccessTokens tokens(source, "alice@example.org");
        CHECK_THROWS_WITH(tokens.current({}),
                          Catch::Contains("the output of printf") && !Catch::Contains("s3cret"));
    }
}

TEST_CASE("a stop ends the wait for a token") {
    auto slow = token("a1");
    slow.wait = 60s;
    OAuth2Account account({slow});
    std::stop_source stop;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    });
    const auto begin = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(account.tokens.current(stop.get_token()), NetworkError);
    CHECK(std::chrono::steady_clock::now() - begin < 600ms);
}
