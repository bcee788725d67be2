// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/self_description.hpp"

#include "model/pep.hpp"
#include "xmpp/support/play.hpp"
#include "xmpp/support/script.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;

static bool has(const std::vector<std::string>& features, std::string_view feature) {
    return std::ranges::find(features, feature) != features.end();
}

TEST_CASE("an announced account says of every node that it wants to know, and no other does") {
    SessionOptions options{.account = Jid::of("alice@example.org")};
    for (const auto node : all_pep_nodes)
        CHECK(has(own_features(options), std::string(node_name(node)) + "+notify"));
    options.announce = false;
    const auto is_wish = [](const std::string& feature) { return feature.ends_with("+notify"); };
    CHECK(std::ranges::none_of(own_features(options), is_wish));
    options.announce = true;
    for (const auto* service : {"facebook", "google", "microsoft"}) {
        options.profile = find_profile(service);
        CHECK(std::ranges::none_of(own_features(options), is_wish));
    }
}

TEST_CASE(
    "an account with capabilities says what of a message it understands, so that it is sent") {
    const auto features = own_features({.account = Jid::of("alice@example.org")});
    for (const auto* feature : {"http://jabber.org/protocol/xhtml-im", "urn:xmpp:message-correct:0",
                                "urn:xmpp:message-retract:1", "urn:xmpp:reactions:0"})
        CHECK(has(features, feature));
}

TEST_CASE("features are sorted and each is told once") {
    const auto features = own_features({.account = Jid::of("alice@example.org")});
    CHECK(std::ranges::is_sorted(features));
    CHECK(std::ranges::adjacent_find(features) == features.end());
}

// The same by coreutils: printf 'client/bot//Boswell<a<b<' | openssl sha1 -binary | base64
TEST_CASE("the hash of what we say is that of XEP-0115") {
    CHECK(caps_hash({"a", "b"}) == "bUo9d9g+tdKz4WenC9LsLOUz5sg=");
    CHECK(caps_hash({"a", "b"}) != caps_hash({"a", "c"}));
}

TEST_CASE("presence tells the hash of what a request is answered with") {
    std::string presence;
    std::string answer;
    Play play([&](Peer& server) {
        log_in(server);
        describe(server);
        server.answer("urn:xmpp:carbons:2", "");
        server.answer("jabber:iq:roster", "<query xmlns='jabber:iq:roster'/>");
        presence = server.expect("</presence>");
        server.send(
            "<iq type='get' id='disco' from='bob@example.net'><query "
            "xmlns='http://jabber.org/protocol/disco#info' node='urn:boswell#x'/></iq>");
        answer = server.expect("</query>");
        close_stream(server);
        server.rest();
    });
    play.run();
    const auto features = own_features(play.options);
    CHECK_THAT(presence, Catch::Contains("ver='" + caps_hash(features) + "'"));
    CHECK_THAT(answer, Catch::Contains("http://jabber.org/protocol/mood+notify"));
    CHECK_THAT(answer, Catch::Contains("node='urn:boswell#x'"));
}
