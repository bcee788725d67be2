// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/pep_fetcher.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "support/builders.hpp"
#include "xmpp/support/fake_outlet.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <deque>

using namespace boswell;
using namespace boswell::test;
using namespace boswell::xmpp;

namespace {

/// Alice's session, and what contacts are asked and answer.
struct Fixture : FakeOutlet {
    Fixture() {
        context.account = alice;
        fetcher.emplace(schedule, context, *this);
        fetcher->begin();
    }

    struct Asked {
        std::string to;
        std::string payload;
        IqAnswer answer;
    };

    void ask(IqRequest request, IqAnswer answer) override {
        asked.push_back({request.to.str(), request.payload->xml(), std::move(answer)});
    }
    /// What was published is seen by the fetcher, as everything that is told.
    void emit(Event event) override {
        if (const auto* published = std::get_if<PepEvent>(&event)) fetcher->see(*published);
        FakeOutlet::emit(std::move(event));
    }

    void wants_bob() {
        fetcher->see(RosterUpdate{.account = alice,
                                  .seen_at = now(),
                                  .complete = true,
                                  .items = {roster_item("bob@example.net")}});
        fetcher->pump();
    }
    Asked takes() {
        REQUIRE_FALSE(asked.empty());
        auto first = std::move(asked.front());
        asked.pop_front();
        return first;
    }
    void reply(const std::string& iq) {
        give(takes().answer, iq);
        fetcher->pump();
    }
    void answers(const std::string& content) { reply(iq_result(content)); }
    void refuses(const std::string& condition) { reply(iq_error(condition)); }
    void has_nodes(const std::vector<PepNode>& nodes) {
        std::string items;
        for (const auto node : nodes)
            items += fmt::format("<item jid='bob@example.net' node='{}'/>", node_name(node));
        answers("<query xmlns='http://jabber.org/protocol/disco#items'>" + items + "</query>");
    }
    void gives(std::string_view node, const std::string& payload, const std::string& id = "x") {
        answers(
            fmt::format("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='{}'>"
                        "<item id='{}'>{}</item></items></pubsub>",
                        node, id, payload));
    }

    PepSchedule schedule;
    stanza::Context context;
    std::optional<PepFetcher> fetcher;
    std::deque<Asked> asked;
};

}  // namespace

TEST_CASE_METHOD(Fixture,
                 "a contact is asked for its nodes, and for what is at those we understand") {
    wants_bob();
    CHECK(asked.front().to == "bob@example.net");
    CHECK_THAT(asked.front().payload, Catch::Contains("disco#items"));
    has_nodes({PepNode::mood});
    CHECK(all<PepNodesListed>().size() == 1);
    CHECK_THAT(asked.front().payload,
               Catch::Contains("<items node='http://jabber.org/protocol/mood' max_items='1'"));
    gives("http://jabber.org/protocol/mood",
          "<mood xmlns='http://jabber.org/protocol/mood'><happy/></mood>");
    REQUIRE(all<PepEvent>().size() == 1);
    CHECK(all<PepEvent>()[0].contact == bob);
    CHECK(all<PepEvent>()[0].fields == std::vector<PepField>{{"value", "happy"}});
    CHECK(schedule.idle());
}

TEST_CASE_METHOD(Fixture, "contacts without a subscription are not asked") {
    fetcher->see(RosterUpdate{.account = alice,
                              .seen_at = now(),
                              .complete = true,
                              .items = {roster_item("bob@example.net", "", Subscription::from)}});
    fetcher->pump();
    CHECK(asked.empty());
}

TEST_CASE_METHOD(Fixture,
                 "an account that tells nothing is noted, and one that is out of reach is not") {
    wants_bob();
    const auto condition = GENERATE(as<std::string>{}, "service-unavailable", "forbidden",
                                    "item-not-found", "remote-server-not-found", "-");
    if (condition == "-")
        reply("");
    else
        refuses(condition);
    const bool is_noted = condition != "remote-server-not-found" && condition != "-";
    CHECK(all<PepNodesListed>().size() == (is_noted ? 1 : 0));
    CHECK(schedule.idle());
}

TEST_CASE_METHOD(Fixture, "an account that is gone has moved to where its server says") {
    wants_bob();
    reply(
        "<iq xmlns='jabber:client' type='error' from='bob@example.net'><error type='cancel'>"
        "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>xmpp:bob@example.com</gone>"
        "</error></iq>");
    REQUIRE(all<PepEvent>().size() == 1);
    CHECK(all<PepEvent>()[0].contact == bob);
    CHECK(all<PepEvent>()[0].node == PepNode::moved);
    CHECK(all<PepEvent>()[0].fields == std::vector<PepField>{{"value", "bob@example.com"}});
}

TEST_CASE_METHOD(Fixture,
                 "a node that is gone publishes nothing, and one that is forbidden is unknown") {
    schedule.recall_item(bob, PepNode::mood, some_day);
    wants_bob();
    has_nodes({});
    SECTION("gone") {
        refuses("item-not-found");
        REQUIRE(all<PepEvent>().size() == 1);
        CHECK_FALSE(all<PepEvent>()[0].payload);
    }
    SECTION("empty") {
        answers(
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            "<items node='http://jabber.org/protocol/mood'/></pubsub>");
        REQUIRE(all<PepEvent>().size() == 1);
        CHECK_FALSE(all<PepEvent>()[0].payload);
    }
    SECTION("forbidden") {
        refuses("forbidden");
        CHECK(all<PepEvent>().empty());
    }
    SECTION("another node") {
        gives("http://jabber.org/protocol/tune", "<tune xmlns='http://jabber.org/protocol/tune'/>");
        CHECK(all<PepEvent>().empty());
    }
    SECTION("nonsense") {
        gives("http://jabber.org/protocol/mood", "<x xmlns='urn:x'/>");
        CHECK(all<PepEvent>().empty());
        REQUIRE(all<Quarantined>().size() == 1);
        CHECK_THAT(all<Quarantined>()[0].head, Catch::Contains("urn:x"));
    }
}

TEST_CASE_METHOD(Fixture, "the keys of new devices are fetched") {
    wants_bob();
    has_nodes({PepNode::axolotl_devices});
    gives("eu.siacs.conversations.axolotl.devicelist",
          "<list xmlns='eu.siacs.conversations.axolotl'><device id='7'/></list>");
    CHECK_THAT(asked.front().payload, Catch::Contains("axolotl.bundles:7"));
    const std::string key(32, 'k');
    gives("eu.siacs.conversations.axolotl.bundles:7",
          "<bundle xmlns='eu.siacs.conversations.axolotl'><identityKey>" +
              encode_base64('\x05' + key) + "</identityKey></bundle>");
    REQUIRE(all<DeviceKey>().size() == 1);
    CHECK(all<DeviceKey>()[0].contact == bob);
    CHECK(all<DeviceKey>()[0].device == 7);
    CHECK(all<DeviceKey>()[0].fingerprint == hex(key));
}

TEST_CASE_METHOD(Fixture, "a new picture is fetched, and counts only with the right hash") {
    wants_bob();
    has_nodes({PepNode::avatar});
    gives("urn:xmpp:avatar:metadata", "<metadata xmlns='urn:xmpp:avatar:metadata'><info id='" +
                                          sha1_hex("abc") + "'/></metadata>");
    CHECK_THAT(asked.front().payload, Catch::Contains("<item id='" + sha1_hex("abc") + "'"));
    const auto bytes = GENERATE(as<std::string>{}, "abc", "abd");
    gives("urn:xmpp:avatar:data",
          "<data xmlns='urn:xmpp:avatar:data'>" + encode_base64(bytes) + "</data>");
    CHECK(all<AvatarFetched>().size() == (bytes == "abc" ? 1 : 0));
    CHECK(asked.empty());
}

TEST_CASE_METHOD(Fixture, "nothing is asked before servers may have told what is published") {
    PepFetcher early(schedule, context, *this);
    early.want_own();
    early.pump();
    CHECK(asked.empty());
    early.begin();
    early.pump();
    CHECK(asked.front().to == "alice@example.org");
}
