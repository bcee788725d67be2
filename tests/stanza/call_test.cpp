// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/call.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static const std::string xmlns = " xmlns='urn:xmpp:jingle-message:0'";
static const std::string from_bob = "from='bob@c/x' type='chat'";

static std::optional<Annotation> call(const std::string& inner,
                                      const std::string& attributes = from_bob) {
    return only<Message>("<message " + attributes + ">" + inner + "</message>").annotation;
}

static std::string proposal(const std::string& descriptions, const std::string& id = "c1") {
    return "<propose id='" + id + "'" + xmlns + ">" + descriptions + "</propose>";
}

static std::string rtp(const std::string& media) {
    return "<description xmlns='urn:xmpp:jingle:apps:rtp:1' media='" + media + "'/>";
}

TEST_CASE("XEP-0353: a call is proposed with its media") {
    CHECK(call(proposal(rtp("audio") + rtp("video") + rtp("audio"))) ==
          Annotation{.kind = AnnotationKind::call,
                     .named_id = "c1",
                     .call = CallStep{CallAction::propose, {"audio", "video"}}});
}

TEST_CASE("XEP-0353: what follows names the call and may have a reason") {
    const auto condition = "<reason xmlns='urn:xmpp:jingle:1'><text>x</text><busy/></reason>";
    for (const auto action : {CallAction::ringing, CallAction::proceed, CallAction::accept,
                              CallAction::reject, CallAction::retract, CallAction::finish}) {
        const std::string name(to_string(action));
        const auto found = call("<" + name + " id='c1'" + xmlns + ">" + condition + "</" + name +
                                "><store xmlns='urn:xmpp:hints'/>");
        REQUIRE(found);
        CHECK(found->call == CallStep{action});
        CHECK(found->named_id == "c1");
        CHECK(found->reason == "busy");
    }
    CHECK(call("<reject id='c1'" + xmlns + "><tie-break xmlns='urn:xmpp:jingle:errors:1'/>" +
               condition + "</reject>")
              ->reason == "tie-break");
}

TEST_CASE("XEP-0353: what is no call between two is left as it is") {
    const auto audio = proposal(rtp("audio"));
    CHECK_FALSE(call("<body>hello</body>" + audio));
    CHECK_FALSE(call(audio, "from='bob@c/x' type='error'"));
    CHECK_FALSE(call(audio, "from='tea@rooms.example.org/bob' type='groupchat'"));
    CHECK_FALSE(call(audio + "<reactions id='m' xmlns='urn:xmpp:reactions:0'/>"));
    CHECK_FALSE(call(audio + audio));
    CHECK_FALSE(call(proposal("<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'/>")));
    CHECK_FALSE(call(proposal("")));
    CHECK_FALSE(call(proposal(rtp("audio"), "")));
    CHECK_FALSE(call(proposal(rtp("audio"), std::string(513, 'x'))));
    CHECK_FALSE(call("<hang-up id='c1'" + xmlns + "/>"));
    CHECK_FALSE(call("<ringing id='c1' xmlns='urn:else'/>"));
}

TEST_CASE("XEP-0353: media and reasons are short words, and few") {
    std::string many;
    for (const auto* media : {"a", "b", "c", "d", "e", "f"}) many += rtp(media);
    CHECK(call(proposal(many))->call->media.size() == 4);
    CHECK_FALSE(call(proposal(rtp(std::string(33, 'x')) + rtp("AUDIO") + rtp("au dio") + rtp(""))));
    CHECK(call("<finish id='c1'" + xmlns + "><reason xmlns='urn:xmpp:jingle:1'><" +
               std::string(33, 'x') + "/></reason></finish>")
              ->reason.empty());
}
