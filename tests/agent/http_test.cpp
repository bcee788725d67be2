// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/http.hpp"

#include "base/error.hpp"
#include "support/http_server.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::agent;
using namespace std::chrono_literals;
using test::HttpServer;
using Clock = std::chrono::steady_clock;

static const Form secret{{"token", "s3cret&+ =%"}};

TEST_CASE("a form is sent in the body, percent-encoded, and the answer comes back") {
    HttpServer server({{.status = 400, .body = "no", .headers = "", .before = {}}});
    const auto answer = post_form(server.url("/a?b=c"), secret, {}, {});
    CHECK(answer.status == 400);
    CHECK(answer.body == "no");
    const auto request = server.requests().at(0);
    CHECK(request.starts_with("POST /a?b=c HTTP/1.1\r\n"));
    CHECK_THAT(request, Catch::Contains("Content-Type: application/x-www-form-urlencoded\r\n"));
    CHECK(request.ends_with("\r\n\r\ntoken=s3cret%26%2B%20%3D%25"));
}

TEST_CASE("a redirect is an answer, and not followed") {
    HttpServer other;
    HttpServer server({{.status = 307,
                        .body = "",
                        .headers = "Location: " + other.url() + "\r\n",
                        .before = {}}});
    CHECK(post_form(server.url(), secret, {}, {}).status == 307);
    CHECK(server.requests().size() == 1);
    CHECK(other.requests().empty());
}

TEST_CASE("an answer may have 64 KiB, and no byte more") {
    HttpServer server(
        {{.status = 200, .body = std::string(65'536, 'x'), .headers = "", .before = {}},
         {.status = 200, .body = std::string(65'537, 'x'), .headers = "", .before = {}},
         {.status = 200, .body = std::string(50'000'000, 'x'), .headers = "", .before = {}}});
    CHECK(post_form(server.url(), secret, {}, {}).body.size() == 65'536);
    CHECK_THROWS_WITH(post_form(server.url(), secret, {}, {}),
                      server.url() + " answers with more than 65536 bytes");
    CHECK_THROWS_AS(post_form(server.url(), secret, {}, {}), NetworkError);
}

TEST_CASE("a server that says nothing is given up") {
    HttpServer server({{.status = 200, .body = "", .headers = "", .wait = 60s, .before = {}}});
    const auto begin = Clock::now();
    CHECK_THROWS_AS(post_form(server.url(), secret, {.ca_file = {}, .timeout = 300ms}, {}),
                    NetworkError);
    CHECK(Clock::now() - begin < 5s);
}

TEST_CASE("a stop ends a request at once") {
    HttpServer server({{.status = 200, .body = "", .headers = "", .wait = 60s, .before = {}}});
    std::stop_source stop;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(200ms);
        stop.request_stop();
    });
    const auto begin = Clock::now();
    CHECK_THROWS_WITH(post_form(server.url(), secret, {}, stop.get_token()),
                      Catch::EndsWith("was ended, since we are stopping"));
    CHECK(Clock::now() - begin < 700ms);
    CHECK_THROWS_AS(post_form(server.url(), secret, {}, stop.get_token()), NetworkError);
}

TEST_CASE("a connection that is reset or refused is a network error with the endpoint's name") {
    std::string gone;
    {
        HttpServer server(
            {{.status = 200, .body = "", .headers = "", .reset = true, .before = {}}});
        gone = server.url();
        CHECK_THROWS_AS(post_form(gone + "?key=s3cret", secret, {}, {}), NetworkError);
    }
    CHECK_THROWS_WITH(
        post_form(gone + "?key=s3cret", secret, {}, {}),
        Catch::StartsWith("no answer from " + gone + ": ") && !Catch::Contains("s3cret"));
}

TEST_CASE("the proxy of the environment is not used") {
    HttpServer proxy;
    HttpServer server({{.status = 200, .body = "direct", .headers = "", .before = {}}});
    ::setenv("http_proxy", proxy.url("").c_str(), 1);
    CHECK(post_form(server.url(), secret, {}, {}).body == "direct");
    ::unsetenv("http_proxy");
    CHECK(proxy.requests().empty());
}

TEST_CASE("secrets go by https only, or to this machine") {
    for (const auto* good : {"https://login.example.org/token", "https://login.example.org:8443/",
                             "http://localhost:80/x", "http://127.0.0.1/", "http://127.9.9.9/",
                             "http://[::1]:8080/token", "https://login.example.org/token?a=b"}) {
        INFO(good);
        CHECK_NOTHROW(require_endpoint(good));
    }
    for (const auto* bad :
         {"", "login.example.org/token", "http://login.example.org/",
          "http://127.0.0.1.example.org/", "http://localhost.example.org/", "http://128.0.0.1/",
          "http://[::2]/", "ftp://localhost/", "file:///etc/passwd",
          "https://u:p@login.example.org/", "https://login.example.org/#a",
          "http://127.0.0.1@login.example.org/", "https://", "http://0.0.0.0/"}) {
        INFO(bad);
        CHECK_THROWS_AS(require_endpoint(bad), Error);
        CHECK_THROWS_AS(post_form(bad, secret, {}, {}), Error);
    }
    CHECK_THROWS_WITH(require_endpoint("http://login.example.org/t"),
                      "http://login.example.org is not encrypted; it must be https (http only to "
                      "this machine)");
}

TEST_CASE("a CA file that cannot be read is named before anything is sent") {
    HttpServer server;
    auto url = server.url();
    url.replace(0, 4, "https");
    CHECK_THROWS_WITH(post_form(url, secret, {.ca_file = "/no/such/ca.pem"}, {}),
                      "cannot read certificates from /no/such/ca.pem");
}

TEST_CASE("a certificate is verified, with the CA file in addition to the system's") {
    const test::TempDir folder;
    const test::Certificate right("localhost");
    const test::Certificate wrong("login.example.org");
    right.write(folder.path() / "right.pem");
    wrong.write(folder.path() / "wrong.pem");
    const test::ScriptedAnswer yes{.status = 200, .body = "yes", .headers = "", .before = {}};
    HttpServer server({yes}, &right);
    CHECK_THROWS_AS(post_form(server.url(), secret, {}, {}), NetworkError);
    CHECK_THROWS_AS(post_form(server.url(), secret, {.ca_file = folder.path() / "wrong.pem"}, {}),
                    NetworkError);
    CHECK(server.requests().empty());
    CHECK(post_form(server.url(), secret, {.ca_file = folder.path() / "right.pem"}, {}).body ==
          "yes");
    HttpServer other({yes}, &wrong);
    CHECK_THROWS_AS(post_form(other.url(), secret, {.ca_file = folder.path() / "wrong.pem"}, {}),
                    NetworkError);
    CHECK(other.requests().empty());
}
