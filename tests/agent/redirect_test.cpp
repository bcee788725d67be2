// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/redirect.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace boswell::agent;

static std::string parsed(std::string_view text) {
    const auto redirect = parse_redirect(text);
    return redirect ? fmt::format("{} {}", redirect->host, redirect->port) : "none";
}

TEST_CASE("a redirect is a host or an address, with or without a port") {
    CHECK(parsed("xmpp.example.org") == "xmpp.example.org 0");
    CHECK(parsed("xmpp.example.org:5269") == "xmpp.example.org 5269");
    CHECK(parsed("192.0.2.1:5222") == "192.0.2.1 5222");
    CHECK(parsed("2001:db8::1") == "2001:db8::1 0");
    CHECK(parsed("[2001:db8::1]") == "2001:db8::1 0");
    CHECK(parsed("[2001:db8::1]:65535") == "2001:db8::1 65535");
    CHECK(parsed("host:1") == "host 1");
    CHECK(parsed(std::string(255, 'x')) == std::string(255, 'x') + " 0");
}

TEST_CASE("a redirect that is neither is none") {
    const auto* const text =
        GENERATE("", ":", ":5222", "[", "[]", "[]:5222", "[::1", "[::1]5222",
                 "[::1]:", "host:", "host:0", "host:65536", "host:70758", "host:-1", "host:+1",
                 "host:5222x", "host: 5222", "a b", "nobody@host", "host/x", "ho[st");
    CHECK(parsed(text) == "none");
    CHECK(parsed(std::string(256, 'x')) == "none");
}

TEST_CASE("five redirects in a row are followed, and then the way begins anew") {
    Redirects redirects;
    CHECK_FALSE(redirects.target());
    for (int hop = 1; hop <= Redirects::most_hops; ++hop) {
        CHECK(redirects.follow(fmt::format("host{}", hop)));
        CHECK(redirects.target()->host == fmt::format("host{}", hop));
    }
    CHECK_FALSE(redirects.follow("host6"));
    CHECK_FALSE(redirects.target());
    CHECK(redirects.follow("host7:5223"));
    CHECK(redirects.target()->port == 5223);
}

TEST_CASE("an attempt that ends without a redirect goes back to the configured host") {
    Redirects redirects;
    for (int hop = 1; hop < Redirects::most_hops; ++hop) redirects.follow("elsewhere");
    const auto* const text = GENERATE("", "no host");
    CHECK_FALSE(redirects.follow(text));
    CHECK_FALSE(redirects.target());
    for (int hop = 1; hop <= Redirects::most_hops; ++hop) CHECK(redirects.follow("elsewhere"));
}
