// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/profile.hpp"

#include "stanza/parse.hpp"
#include "xmpp/session/iq_reply.hpp"
#include "xmpp/session/self_description.hpp"
#include "xmpp/support/fake_room.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::xmpp;
using namespace boswell::test;

static const Profile& named(std::string_view name) {
    const auto* profile = find_profile(name);
    REQUIRE(profile != nullptr);
    return *profile;
}

TEST_CASE("an account has the profile of its domain, else that of the standards") {
    CHECK(profile_of("messenger.live.com").name == "microsoft");
    CHECK(profile_of("gmail.com").name == "google");
    CHECK(profile_of("chat.facebook.com").name == "facebook");
    CHECK(profile_of("example.org").name == "xmpp");
    CHECK(find_profile("icq") == nullptr);
    CHECK(profiles().size() == 4);
}

TEST_CASE("Facebook tells what the user has written elsewhere") {
    FakeRoom outlet;
    outlet.context.account = Jid::of("-100@chat.facebook.com");
    const auto push = [&](const std::string& inner) {
        const auto iq =
            stanza::parse("<iq type='set' id='1' from='chat.facebook.com'>" + inner + "</iq>");
        return named("facebook").take_push(iq->root(), outlet.context, outlet);
    };
    CHECK(
        push("<own-message xmlns='http://www.facebook.com/xmpp/messages' "
             "to='-200@chat.facebook.com' self='false'><body>hola</body></own-message>"));
    const auto messages = outlet.all<Message>();
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].direction == Direction::out);
    CHECK(messages[0].with == Jid::of("-200@chat.facebook.com"));
    CHECK(best_text(messages[0].bodies) == "hola");
    CHECK_FALSE(messages[0].stanza.empty());
    CHECK(push("<own-message xmlns='http://www.facebook.com/xmpp/messages' to='@'/>"));
    CHECK_FALSE(push("<query xmlns='jabber:iq:roster'/>"));
    CHECK(outlet.all<Message>().size() == 1);
}

TEST_CASE("Facebook's older addresses of a contact are those of today") {
    const auto modern = named("facebook").modern_address;
    CHECK(modern("u123@chat.facebook.com") == "-123@chat.facebook.com");
    CHECK(modern("%9@chat.facebook.com/x") == "-9@chat.facebook.com/x");
    for (const std::string other :
         {"u123@example.org", "u12a@chat.facebook.com", "x1@chat.facebook.com",
          "-1@chat.facebook.com", "u@chat.facebook.com", "u1@chat.facebook.com.example", "u123",
          "@chat.facebook.com", ""})
        CHECK_FALSE(modern(other));
}

TEST_CASE("Facebook is told that we want to know") {
    const auto iq = stanza::parse(
        "<iq type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    const SessionOptions options{.account = {}, .profile = &named("facebook")};
    CHECK_THAT(reply_to(iq->root(), own_features(options))->xml(),
               Catch::Contains("<feature var='http://www.facebook.com/xmpp/messages'/>"));
}

TEST_CASE("what Google tells of mail and settings is taken, and nothing else") {
    FakeRoom outlet;
    const auto push = [&](const std::string& inner) {
        const auto iq = stanza::parse("<iq type='set' id='1'>" + inner + "</iq>");
        return named("google").take_push(iq->root(), outlet.context, outlet);
    };
    CHECK(push("<new-mail xmlns='google:mail:notify'/>"));
    CHECK(push("<usersetting xmlns='google:setting'/>"));
    CHECK_FALSE(push("<query xmlns='jabber:iq:roster'/>"));
    CHECK(outlet.events.empty());
}
