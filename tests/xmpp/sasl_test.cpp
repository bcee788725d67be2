// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl.hpp"

#include "base/error.hpp"
#include "xmpp/sasl/mechanism.hpp"
#include "xmpp/support/sasl_context.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using Catch::Contains;
using Catch::StartsWith;

TEST_CASE("the strongest mechanism that is offered and allowed is chosen") {
    CHECK(begin_exchange(everything, {}, alice())->name() == "SCRAM-SHA-256");
    CHECK(begin_exchange({"PLAIN", "SCRAM-SHA-1"}, {}, alice())->name() == "SCRAM-SHA-1");
    CHECK(begin_exchange({"PLAIN"}, {}, alice())->name() == "PLAIN");
    auto context = bound("tls-unique");
    CHECK(begin_exchange(everything, {}, context)->name() == "SCRAM-SHA-256-PLUS");
    context.allowed = {"SCRAM-SHA-1", "PLAIN"};
    CHECK(begin_exchange(everything, {}, context)->name() == "SCRAM-SHA-1");
}

TEST_CASE("the mechanisms of the folder have one order of strength") {
    const auto all = mechanisms();
    std::vector<const Mechanism*> ordered(all.begin(), all.end());
    std::ranges::sort(ordered, {}, &Mechanism::strength);
    std::vector<std::string_view> names;
    for (const auto* mechanism : ordered) names.push_back(mechanism->name);
    CHECK(names == std::vector<std::string_view>{
                       "PLAIN", "X-FACEBOOK-PLATFORM", "X-GOOGLE-TOKEN", "X-MESSENGER-OAUTH2",
                       "X-OAUTH2", "OAUTHBEARER", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512",
                       "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-512-PLUS", "EXTERNAL"});
    CHECK(std::ranges::adjacent_find(ordered, {}, &Mechanism::strength) == ordered.end());
}

TEST_CASE("channel binding is used only of a type the server can bind to") {
    const auto name = [](const std::string& type, const std::vector<std::string>& types) {
        return std::string(begin_exchange(everything, types, bound(type))->name());
    };
    CHECK(name("tls-exporter", {"tls-exporter"}) == "SCRAM-SHA-256-PLUS");
    CHECK(name("tls-exporter", {"tls-unique"}) == "SCRAM-SHA-256");
    CHECK(name("tls-exporter", {}) == "SCRAM-SHA-256");
    CHECK(name("tls-unique", {"tls-exporter"}) == "SCRAM-SHA-256");
}

TEST_CASE("nothing weaker than the weakest mechanism is used") {
    auto context = alice();
    context.weakest = "SCRAM-SHA-1";
    CHECK(begin_exchange({"PLAIN", "SCRAM-SHA-1"}, {}, context)->name() == "SCRAM-SHA-1");
    CHECK_THROWS_WITH(begin_exchange({"PLAIN", "X-A\x1b"}, {}, context),
                      "the server offers no way to log in that is allowed: it offers PLAIN, "
                      "X-A\\x1b");
    context.weakest = "SCRAM-MD5";
    CHECK_THROWS_WITH(begin_exchange({"PLAIN"}, {}, context), "unknown SASL mechanism 'SCRAM-MD5'");
}

TEST_CASE("PLAIN is as in RFC 4616") {
    const auto plain = begin_exchange({"PLAIN"}, {}, alice("pass word"));
    CHECK(plain->initial() == std::string("\0alice\0pass word", 16));
    CHECK_NOTHROW(plain->finish(""));
    CHECK_THROWS_AS(plain->respond("?"), NetworkError);
    CHECK_THROWS_AS(begin_exchange({"PLAIN"}, {}, alice(std::string("a\0b", 3))), Error);
}

TEST_CASE("no error of a login has the password in it") {
    const std::string secret = "correct-horse";
    const auto client = begin_exchange({"SCRAM-SHA-256"}, {}, alice(secret));
    client->initial();
    for (const std::string challenge : {"", "r=x", "e=other-error", "garbage"}) {
        try {
            client->respond(challenge);
            FAIL("it was believed");
        } catch (const Error& error) {
            CHECK_THAT(error.what(), !Contains(secret));
        }
    }
}
