// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/device_publisher.hpp"

#include "support/builders.hpp"
#include "xmpp/support/fake_outlet.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;
using Catch::Matchers::Contains;
using namespace std::chrono_literals;

namespace {

/// Alice's session, and what her server answers.
struct Fixture : FakeOutlet {
    Fixture() { context.account = alice; }

    struct Asked {
        std::string to;
        std::string payload;
        IqAnswer answer;
    };
    void ask(IqRequest request, IqAnswer answer) override {
        asked.push_back({request.to.str(), request.payload->xml(), std::move(answer)});
    }
    void send(TagPtr stanza) override { sent.push_back(stanza->xml()); }

    void publishes() {
        publisher.publish({.device = 7,
                           .identity_key = "identity",
                           .signed_pre_key = {.id = 1, .public_key = "signed"},
                           .signature = "signature",
                           .pre_keys = {{.id = 3, .public_key = "three"}}});
    }
    Asked takes() {
        REQUIRE_FALSE(asked.empty());
        auto first = std::move(asked.front());
        asked.pop_front();
        return first;
    }
    void reply(const std::string& iq) { give(takes().answer, iq); }
    void lists(const std::string& devices) {
        reply(
            iq_result("<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                      "<items node='eu.siacs.conversations.axolotl.devicelist'><item id='current'>"
                      "<list xmlns='eu.siacs.conversations.axolotl'>" +
                      devices + "</list></item></items></pubsub>"));
    }
    void tells_of(const std::vector<std::string>& devices) {
        auto event = mood("x");
        event.node = PepNode::axolotl_devices;
        event.contact = alice;
        event.fields.clear();
        for (const auto& device : devices) event.fields.push_back({"value", device});
        publisher.see(event);
    }

    std::deque<Asked> asked;
    stanza::Context context;
    std::vector<std::string> sent;
    DevicePublisher publisher{PepNode::axolotl_devices, context, *this};
    DevicePublisher later{PepNode::devices, context, *this};
};

}  // namespace

TEST_CASE_METHOD(Fixture, "the bundle is published before the device is listed") {
    publishes();
    const auto bundle = takes();
    CHECK(bundle.to.empty());
    CHECK_THAT(bundle.payload, Contains("node='eu.siacs.conversations.axolotl.bundles:7'") &&
                                   Contains("signedPreKeyId='1'") && Contains("preKeyId='3'") &&
                                   Contains("pubsub#access_model") && Contains("<value>open<"));
    CHECK(asked.empty());
    give(bundle.answer, iq_result(""));
    CHECK_THAT(asked.front().payload, Contains("devicelist"));
    reply(iq_error("item-not-found"));
    CHECK_THAT(takes().payload, Contains("<device id='7'/>"));
}

TEST_CASE_METHOD(Fixture, "the entries of other devices stay as they are") {
    publishes();
    reply(iq_result(""));
    std::string many;
    for (int i = 100; i < 300; ++i) many += "<device id='" + std::to_string(i) + "'/>";
    lists("<device id='5' label='phone &amp; watch'/>" + many);
    const auto list = takes().payload;
    CHECK_THAT(list, Contains("id='5'") && Contains("label='phone &amp; watch'") &&
                         Contains("<device id='299'/>") && Contains("<device id='7'/>"));
}

TEST_CASE_METHOD(Fixture, "a list that has the device is not written again") {
    publishes();
    reply(iq_result(""));
    lists("<device id='5'/><device id='7'/>");
    CHECK(asked.empty());
}

TEST_CASE_METHOD(Fixture, "a list that cannot be read is not overwritten") {
    publishes();
    reply(iq_result(""));
    SECTION("the server refuses") { reply(iq_error("forbidden")); }
    SECTION("no answer comes") { takes().answer(nullptr); }
    CHECK(asked.empty());
}

TEST_CASE_METHOD(Fixture, "a node that somebody configured keeps its configuration") {
    publishes();
    reply(iq_error("conflict"));
    const auto again = takes();
    CHECK_THAT(again.payload, Contains("bundles:7") && !Contains("publish-options"));
    give(again.answer, iq_error("conflict"));
    CHECK(asked.empty());
}

TEST_CASE_METHOD(Fixture, "keys that a busy server refuses are offered once more") {
    publishes();
    reply(iq_error("internal-server-error"));
    const auto again = takes();
    CHECK_THAT(again.payload, Contains("bundles:7") && Contains("publish-options"));
    SECTION("and taken then") {
        give(again.answer, iq_result(""));
        CHECK_THAT(asked.front().payload, Contains("devicelist"));
    }
    SECTION("and no more") {
        give(again.answer, iq_error("internal-server-error"));
        CHECK(asked.empty());
    }
}

TEST_CASE_METHOD(Fixture, "a list that somebody wrote without the device is mended once an hour") {
    publishes();
    reply(iq_result(""));
    lists("<device id='5'/>");
    reply(iq_result(""));
    tells_of({"5", "7"});
    tells_of({"5"});
    CHECK(asked.empty());
    time += 61min;
    tells_of({"5"});
    tells_of({"5"});
    CHECK(asked.size() == 1);
    lists("<device id='5'/>");
    CHECK_THAT(takes().payload, Contains("<device id='7'/>"));
    tells_of({"5"});
    CHECK(asked.empty());
}

TEST_CASE_METHOD(Fixture, "of other accounts and nodes nothing is mended") {
    publishes();
    reply(iq_result(""));
    lists("");
    reply(iq_result(""));
    time += 2h;
    publisher.see(mood("x"));
    auto event = mood("x");
    event.node = PepNode::axolotl_devices;
    publisher.see(event);
    CHECK(asked.empty());
}

TEST_CASE_METHOD(Fixture, "an empty message has a key and no text") {
    publisher.send({.to = {.contact = bob, .device = 9},
                    .sender = 7,
                    .key = "k",
                    .begins_session = true,
                    .iv = "iv"});
    REQUIRE(sent.size() == 1);
    CHECK_THAT(sent.front(), Contains("to='bob@example.net'") && Contains("sid='7'") &&
                                 Contains("rid='9'") && Contains("prekey='true'") &&
                                 !Contains("payload") && !Contains("<body") &&
                                 Contains("no-permanent-store"));
}

TEST_CASE_METHOD(Fixture, "a device that is none any more is taken off the list, and no other") {
    publisher.withdraw(7);
    CHECK_THAT(asked.front().payload, Contains("devicelist"));
    lists("<device id='5' label='phone'/><device id='7'/>");
    const auto list = takes().payload;
    CHECK_THAT(list, Contains("<device id='5' label='phone'/>") && !Contains("id='7'"));
    CHECK(asked.empty());
}

TEST_CASE_METHOD(Fixture, "a list without the former device is not written again") {
    publisher.withdraw(7);
    SECTION("others are in it") { lists("<device id='5'/>"); }
    SECTION("there is none") { reply(iq_error("item-not-found")); }
    SECTION("no answer comes") { takes().answer(nullptr); }
    CHECK(asked.empty());
}

TEST_CASE_METHOD(Fixture, "the bundle of another device is asked of its account") {
    bool answered = false;
    publisher.fetch_bundle({.contact = bob, .device = 9},
                           [&](const std::optional<OmemoBundle>& bundle) {
                               answered = true;
                               CHECK_FALSE(bundle);
                           });
    CHECK(asked.front().to == "bob@example.net");
    CHECK_THAT(asked.front().payload, Contains("eu.siacs.conversations.axolotl.bundles:9"));
    CHECK_FALSE(answered);
    reply(iq_error("item-not-found"));
    CHECK(answered);
}

static OmemoBundle later_bundle() {
    return {.list = PepNode::devices,
            .device = 7,
            .identity_key = "identity",
            .signed_pre_key = {.id = 1, .public_key = "signed"},
            .signature = "signature",
            .pre_keys = {{.id = 3, .public_key = "three"}}};
}

TEST_CASE_METHOD(Fixture, "in the later protocol the bundle is an item among those of others") {
    later.publish(later_bundle());
    const auto bundle = takes();
    CHECK_THAT(bundle.payload, Contains("node='urn:xmpp:omemo:2:bundles'") &&
                                   Contains("<item id='7'>") && Contains("<spk id='1'>") &&
                                   Contains("<pk id='3'>") && Contains("<value>max<"));
    give(bundle.answer, iq_result(""));
    CHECK_THAT(asked.front().payload, Contains("node='urn:xmpp:omemo:2:devices'"));
    reply(iq_error("item-not-found"));
    CHECK_THAT(takes().payload,
               Contains("<devices xmlns='urn:xmpp:omemo:2'>") && Contains("<device id='7'/>"));
}

TEST_CASE_METHOD(Fixture, "a node is made large enough before the bundle takes another's place") {
    later.publish(later_bundle());
    reply(iq_error("resource-constraint"));
    const auto creation = takes();
    CHECK_THAT(creation.payload, Contains("<create node='urn:xmpp:omemo:2:bundles'/>") &&
                                     Contains("#node_config") && Contains("<value>max<"));
    give(creation.answer, iq_error("conflict"));
    const auto configuration = takes();
    CHECK_THAT(configuration.payload,
               Contains("pubsub#owner") && Contains("<configure node='urn:xmpp:omemo:2:bundles'>"));
    SECTION("and then it is published") {
        give(configuration.answer, iq_result(""));
        CHECK_THAT(takes().payload, Contains("<item id='7'>") && !Contains("publish-options"));
    }
    SECTION("if the node was not made, it is made then") {
        give(configuration.answer, iq_error("item-not-found"));
        CHECK_THAT(takes().payload, Contains("<create node='urn:xmpp:omemo:2:bundles'/>"));
    }
    SECTION("else it is not published at all") {
        give(configuration.answer, iq_error("forbidden"));
        CHECK(asked.empty());
    }
}

TEST_CASE_METHOD(Fixture, "an empty message of the later protocol names the account of its key") {
    later.send({.to = {bob, 9, PepNode::devices},
                .sender = 7,
                .key = "k",
                .begins_session = true,
                .iv = "iv"});
    REQUIRE(sent.size() == 1);
    CHECK_THAT(sent.front(), Contains("<keys jid='bob@example.net'><key") &&
                                 Contains("kex='true'") && !Contains("<iv>") &&
                                 !Contains("payload"));
}

TEST_CASE_METHOD(Fixture, "the bundle of a device of the later protocol is asked for alone") {
    later.fetch_bundle({bob, 9, PepNode::devices}, [](const std::optional<OmemoBundle>&) {});
    CHECK_THAT(asked.front().payload,
               Contains("<items node='urn:xmpp:omemo:2:bundles'>") && Contains("<item id='9'/>"));
}
