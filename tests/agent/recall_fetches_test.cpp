// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/recall_fetches.hpp"

#include "archive/writer.hpp"
#include "support/builders.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

TEST_CASE("what the archive has of late is not fetched, and contacts of the roster are wanted") {
    const TempDir folder;
    const auto carol = Jid::of("carol@example.net");
    const auto dave = Jid::of("dave@example.net");
    archive::Writer writer(folder / "a.db");
    const std::vector<Event> events{vcard("Bob"), PepNodesListed{alice, bob, some_day},
                                    mood("happy")};
    writer.write(events);
    const archive::Reader reader(folder / "a.db");
    xmpp::FetchSchedules schedules;
    const auto now = some_day + 1h;
    const std::vector<RosterItem> contacts{roster_item("bob@example.net"),
                                           roster_item("carol@example.net"),
                                           roster_item("dave@example.net", "", Subscription::from)};
    agent::recall_fetches(reader, alice, now, contacts, schedules);
    CHECK(schedules.vcards.next(now) == carol);
    CHECK(schedules.vcards.next(now) == dave);
    CHECK_FALSE(schedules.vcards.next(now));
    // Of Dave's presence, and so of what he publishes, the account gets nothing.
    CHECK(schedules.pep.next(now) == xmpp::PepRequest{.contact = carol});
    CHECK_FALSE(schedules.pep.next(now));
    schedules.pep.has_nodes(bob, {PepNode::mood}, now);
    CHECK_FALSE(schedules.pep.next(now));
}

TEST_CASE(
    "keys and a picture that were announced and had not come when the agent ended are fetched") {
    const TempDir folder;
    auto list = mood("x");
    list.node = PepNode::axolotl_devices;
    list.fields = {{"value", "1"}, {"value", "2"}};
    auto stranger = list;
    stranger.contact = Jid::of("stranger@example.net");
    auto avatar = mood("x");
    avatar.node = PepNode::avatar;
    avatar.fields = {{"sha1", std::string(40, 'a')}};
    archive::Writer writer(folder / "a.db");
    writer.write(std::vector<Event>{PepNodesListed{alice, bob, some_day}, list, stranger, avatar,
                                    DeviceKey{.account = alice,
                                              .contact = bob,
                                              .list = list.node,
                                              .device = 1,
                                              .fingerprint = std::string(64, 'a'),
                                              .seen_at = some_day}});
    const archive::Reader reader(folder / "a.db");
    xmpp::FetchSchedules schedules;
    const auto now = some_day + 1h;
    agent::recall_fetches(reader, alice, now, {roster_item("bob@example.net")}, schedules);
    const auto picture = schedules.pep.next(now).value();
    CHECK(picture.kind == xmpp::PepRequest::Kind::avatar);
    CHECK(picture.id == std::string(40, 'a'));
    const auto keys = schedules.pep.next(now).value();
    CHECK(keys.kind == xmpp::PepRequest::Kind::bundle);
    CHECK(keys.contact == bob);
    CHECK(keys.id == "2");
    CHECK_FALSE(schedules.pep.next(now));
}
