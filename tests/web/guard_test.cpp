// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guard.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using Catch::Contains;
using web::Method;
using web::Request;

static const std::string host = "boswell-0123abcd.localhost:7622";

namespace {

/// A guard, and the address that it told last.
struct Guarded {
    std::string told;
    int times = 0;
    web::Guard guard{host, [this](const std::string& address) {
                         told = address;
                         ++times;
                     }};

    std::string key() const { return told.substr(told.find("key=") + 4); }
    unsigned status(const Request& request) {
        const auto refused = guard.check(request);
        return refused ? refused->status : 200;
    }
    /// Spends the key; returns the cookie that a browser sends from then on.
    std::string log_in() {
        const auto answer = guard.check(
            {.method = Method::post, .path = "/", .host = host, .body = "key=" + key()});
        REQUIRE(answer);
        REQUIRE(answer->status == 303);
        for (const auto& [name, value] : answer->headers) {
            if (name == "Set-Cookie") return value.substr(0, value.find(';'));
        }
        return "";
    }
};

}  // namespace

static Request get(std::string path, std::string cookie = "") {
    return {.path = std::move(path), .host = host, .cookie = std::move(cookie)};
}

TEST_CASE("without the cookie nothing is shown, whatever is asked for") {
    Guarded it;
    for (const auto* path : {"/", "/search", "/style.css", "/follow", "/picture", "/nothing"}) {
        CHECK(it.status(get(path)) == 403);
        CHECK(it.status(get(path, "boswell=")) == 403);
        CHECK(it.status(get(path, "boswell=" + it.key())) == 403);
    }
}

TEST_CASE("the key opens the archive for one browser, once, and then there is another key") {
    Guarded it;
    const auto first = it.key();
    CHECK(first.size() == 32);
    const auto cookie = it.log_in();
    CHECK(it.status(get("/", cookie)) == 200);
    CHECK(it.status(get("/search", "theme=dark; " + cookie + "; x=y")) == 200);
    CHECK(it.key() != first);
    CHECK(it.times == 2);
    CHECK(it.status({.method = Method::post, .path = "/", .host = host, .body = "key=" + first}) ==
          403);
    const auto second = it.log_in();
    CHECK(second != cookie);
    CHECK(it.status(get("/", second)) == 200);
    CHECK(it.status(get("/", cookie)) == 200);
}

TEST_CASE(
    "the address with the key shows a form, which spends nothing, and any other key does not") {
    Guarded it;
    auto request = get("/");
    request.parameters = {{"key", it.key()}};
    const auto form = it.guard.check(request);
    REQUIRE(form);
    CHECK(form->status == 200);
    CHECK_THAT(form->body, Contains("value=\"" + it.key() + "\""));
    CHECK(it.times == 1);
    request.parameters = {{"key", "\"><script>"}};
    CHECK(it.status(request) == 403);
    request.cookie = it.log_in();  // a bookmark of the first address
    CHECK(it.status(request) == 303);
}

TEST_CASE("a browser that was made to ask by somebody else's page is refused") {
    Guarded it;
    const auto cookie = it.log_in();
    for (const auto* other :
         {"", "localhost:7622", "127.0.0.1:7622", "boswell-0123abcd.localhost",
          "boswell-0123abcd.localhost:80", "boswell-0123abcd.localhost:7622.evil.example",
          "evil.example", "boswell-0123abcd.localhost:7622, evil.example"}) {
        auto request = get("/", cookie);
        request.host = other;
        const auto refused = it.guard.check(request);
        REQUIRE(refused);
        CHECK(refused->status == 421);
        CHECK_THAT(refused->body, !Contains("0123abcd"));
    }
    for (const auto* origin :
         {"null", "http://evil.example", "https://boswell-0123abcd.localhost:7622",
          "http://boswell-0123abcd.localhost",
          "http://boswell-0123abcd.localhost:7622.evil.example"}) {
        auto request = get("/", cookie);
        request.origin = origin;
        CHECK(it.status(request) == 403);
    }
    auto own = get("/", cookie);
    own.origin = "http://" + host;
    own.host = "BOSWELL-0123ABCD.localhost:7622";
    CHECK(it.status(own) == 200);
}

TEST_CASE("nothing is posted but the key") {
    Guarded it;
    const auto cookie = it.log_in();
    CHECK(it.status({.method = Method::post, .path = "/search", .host = host, .cookie = cookie}) ==
          405);
    const auto key = it.key();
    const std::vector<std::string> bodies = {
        "", "key=", "key=" + key + "0", "key=" + key.substr(1), "KEY=" + key, "a=b&key=" + key,
        key};
    for (const auto& body : bodies)
        CHECK(it.status({.method = Method::post,
                         .path = "/",
                         .host = host,
                         .cookie = cookie,
                         .body = body}) == 403);
    CHECK(it.status({.method = Method::post,
                     .path = "/",
                     .host = host,
                     .origin = "null",
                     .body = "key=" + it.key()}) == 403);
}

TEST_CASE("only the latest browsers stay") {
    Guarded it;
    const auto first = it.log_in();
    for (int i = 0; i < 15; ++i) it.log_in();
    CHECK(it.status(get("/", first)) == 200);
    it.log_in();
    CHECK(it.status(get("/", first)) == 403);
}
