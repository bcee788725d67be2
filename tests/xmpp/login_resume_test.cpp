// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/login.hpp"

#include "xmpp/support/fake_login_stream.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using Catch::Contains;
using Catch::StartsWith;
using Stream = FakeLoginStream;

static StreamState old_stream(const std::string& jid = "alice@example.org/old",
                              const std::string& id = "old") {
    return {.account = Jid::of("alice@example.org"),
            .jid = Jid::of(jid),
            .id = id,
            .handled = 7,
            .at = {}};
}

TEST_CASE("a stream that is resumed needs no binding") {
    Stream stream;
    stream.options.resume = old_stream();
    stream.authenticate();
    CHECK_FALSE(stream.login().is_resuming());
    CHECK(stream.take(said::binding(said::management)) ==
          "<resume xmlns='urn:xmpp:sm:3' previd='old' h='7'/>");
    CHECK(stream.login().is_resuming());
    CHECK(stream.take(said::resumed).empty());
    CHECK_FALSE(stream.login().is_resuming());
    const auto& result = stream.login().result();
    REQUIRE(result);
    CHECK(result->resumed);
    CHECK(result->self == Jid::of("alice@example.org/old"));
    CHECK(result->offers_management);
}

TEST_CASE("a stream that the server will not resume is forgotten, and a resource bound") {
    Stream stream;
    stream.ask_resumption();
    CHECK_THAT(stream.take(said::not_resumed), StartsWith("not resumed\n<iq "));
    CHECK_FALSE(stream.login().is_resuming());
    stream.answer_bound("alice@example.org/boswell");
    const auto& result = stream.login().result();
    REQUIRE(result);
    CHECK_FALSE(result->resumed);
    CHECK(result->self == Jid::of("alice@example.org/boswell"));
    CHECK(result->offers_management);
}

TEST_CASE("a stream is not asked for where it cannot be resumed, and is forgotten") {
    Stream stream;
    std::string_view more = said::management;
    SECTION("the server manages no streams") {
        stream.options.resume = old_stream();
        more = "";
    }
    SECTION("it manages them in another way") {
        stream.options.resume = old_stream();
        more = "<sm xmlns='urn:xmpp:sm:2'/>";
    }
    SECTION("the stream has no id") {
        stream.options.resume = old_stream("alice@example.org/x", "");
    }
    SECTION("it is another account's") {
        stream.options.resume = old_stream("mallory@example.org/old");
    }
    SECTION("it has no resource") { stream.options.resume = old_stream("alice@example.org"); }
    stream.authenticate();
    const auto done = stream.take(said::binding(more));
    CHECK_THAT(done, StartsWith("not resumed\n<iq "));
    CHECK_THAT(done, !Contains("<resume"));
}

TEST_CASE("a login without a stream to resume forgets none") {
    Stream stream;
    stream.authenticate();
    CHECK_THAT(stream.take(said::binding(said::management)), StartsWith("<iq "));
    stream.answer_bound("alice@example.org/boswell");
    CHECK(stream.login().result()->offers_management);
    CHECK_FALSE(stream.login().result()->resumed);
}
