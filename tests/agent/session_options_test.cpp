// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/session_options.hpp"

#include "archive/omemo_device.hpp"
#include "archive/writer.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::agent;

static const auto alice = Jid::of("alice@example.org");
static const auto tea = Jid::of("tea@rooms.example.org");
static const auto noon = from_milliseconds(1'763'797'478'042);

static AccountConfig config() {
    AccountConfig made;
    made.jid = alice;
    made.rooms = {{tea, "alice"}};
    return made;
}

namespace {

/// An archive with what an earlier session left.
struct Earlier {
    template <typename... Events>
    xmpp::SessionOptions options(const AccountConfig& of, const Events&... events) {
        const std::vector<Event> batch{events...};
        writer.write(batch);
        return session_options(of, archive::Reader(folder.path() / "a.db"), noon);
    }
    test::TempDir folder;
    archive::Writer writer{folder.path() / "a.db"};
};

}  // namespace

TEST_CASE("a session is told what the configuration says") {
    auto wanted = config();
    wanted.resource = "log";
    wanted.profile = xmpp::find_profile("microsoft");
    wanted.oauth2.emplace().client_id = "id";
    wanted.mechanisms = {"PLAIN"};
    wanted.announce = false;
    wanted.show = Show::dnd;
    wanted.priority = 5;
    wanted.vcards = false;
    wanted.history = {.wanted = false, .most = std::chrono::days(2)};
    const auto options = Earlier().options(wanted);
    CHECK(options.account == alice);
    CHECK(options.resource == "log");
    CHECK(options.application == "id");
    CHECK(options.profile == wanted.profile);
    CHECK(options.ping_after == wanted.profile->ping_after);
    CHECK(options.mechanisms == wanted.mechanisms);
    CHECK_FALSE(options.announce);
    CHECK(options.show == Show::dnd);
    CHECK(options.priority == 5);
    CHECK_FALSE(options.vcards);
    CHECK_FALSE(options.history.wanted);
    CHECK(options.history.since == noon - std::chrono::days(2));
    REQUIRE(options.rooms.size() == 1);
    CHECK(options.rooms[0].room == tea);
    CHECK(options.rooms[0].nickname == "alice");
    CHECK_FALSE(options.rooms[0].joined);
    CHECK_FALSE(options.rooms[0].progress);
    CHECK_FALSE(options.resume);
    CHECK_FALSE(options.progress);
}

TEST_CASE("no mechanism is weaker than the last one, unless the user names some") {
    ConnectionChanged online;
    online.account = alice;
    online.state = ConnectionState::online;
    online.at = noon;
    online.sasl = "SCRAM-SHA-256";
    online.features = {"urn:xmpp:mam:2"};
    Earlier earlier;
    auto options = earlier.options(config(), online);
    CHECK(options.weakest_mechanism == "SCRAM-SHA-256");
    CHECK(options.features == online.features);
    auto wanted = config();
    wanted.mechanisms = {"PLAIN"};
    CHECK(earlier.options(wanted).weakest_mechanism.empty());
    wanted.jid = Jid::of("bob@example.org");
    wanted.mechanisms.clear();
    CHECK(earlier.options(wanted).weakest_mechanism.empty());
}

TEST_CASE("a session goes on in the archives where the last one stopped") {
    ArchiveProgress own{.account = alice, .archive = alice, .newest_id = "a7", .at = noon};
    auto of_room = own;
    of_room.archive = tea;
    of_room.newest_id = "r7";
    const auto options = Earlier().options(config(), own, of_room);
    REQUIRE(options.progress);
    CHECK(options.progress->newest_id == "a7");
    REQUIRE(options.rooms[0].progress);
    CHECK(options.rooms[0].progress->newest_id == "r7");
}

TEST_CASE("a session knows where it was in a room, and until when") {
    RoomChanged joined{.account = alice, .room = tea, .nickname = "alice_"};
    joined.state = RoomState::joined;
    joined.at = noon;
    joined.subject = "leaves";
    Earlier earlier;
    auto options = earlier.options(config(), joined);
    CHECK(options.rooms[0].joined);
    CHECK(options.rooms[0].current_nickname == "alice_");
    CHECK(options.rooms[0].subject == "leaves");
    auto left = joined;
    left.state = RoomState::left;
    left.seen_until = noon;
    options = earlier.options(config(), left);
    CHECK_FALSE(options.rooms[0].joined);
    CHECK(options.rooms[0].current_nickname.empty());
    CHECK(options.rooms[0].seen_until == noon);
    for (const auto state : {RoomState::failed, RoomState::joining}) {
        joined.state = state;
        CHECK_FALSE(earlier.options(config(), joined).rooms[0].joined);
    }
}

TEST_CASE("a stream is resumed only if it would keep what the configuration says") {
    const auto resumes = [](const AccountConfig& after) {
        const StreamState stream{.account = alice,
                                 .jid = Jid::of("alice@example.org/boswell"),
                                 .id = "s1",
                                 .handled = 3,
                                 .at = noon,
                                 .announcement = announcement(config())};
        return Earlier().options(after, stream).resume.has_value();
    };
    CHECK(resumes(config()));
    auto other = config();
    SECTION("presence") { other.announce = false; }
    SECTION("show") { other.show = Show::away; }
    SECTION("priority") { other.priority = -1; }
    SECTION("resource") { other.resource = "log"; }
    SECTION("a room more") { other.rooms.push_back({Jid::of("cake@rooms.example.org"), "alice"}); }
    SECTION("no room") { other.rooms.clear(); }
    SECTION("a nickname") { other.rooms[0].nickname = "al"; }
    CHECK_FALSE(resumes(other));
}

TEST_CASE("the contacts of a resumed stream are those of the roster that the archive has") {
    const auto bob = Jid::of("bob@example.org");
    const auto carol = Jid::of("carol@example.org");
    RosterUpdate roster{.account = alice, .seen_at = noon, .complete = true, .items = {}};
    roster.items = {{.jid = bob, .subscription = Subscription::both}, {.jid = carol}};
    const RosterUpdate removal{.account = alice,
                               .seen_at = noon,
                               .items = {{.jid = carol, .subscription = Subscription::remove}}};
    const StreamState stream{.account = alice,
                             .jid = Jid::of("alice@example.org/boswell"),
                             .id = "s1",
                             .at = noon,
                             .announcement = announcement(config())};
    Earlier earlier;
    CHECK(earlier.options(config(), roster, removal).contacts.empty());
    CHECK(earlier.options(config(), stream).contacts ==
          std::vector{RosterItem{.jid = bob, .subscription = Subscription::both}});
}

TEST_CASE("a stream of which it is not known what it keeps is not resumed") {
    const StreamState stream{
        .account = alice, .jid = Jid::of("alice@example.org/boswell"), .id = "s1", .at = noon};
    CHECK_FALSE(Earlier().options(config(), stream).resume);
}

TEST_CASE("what a stream does not keep does not keep it from being resumed") {
    auto other = config();
    other.host = "xmpp.example.org";
    other.vcards = false;
    other.mechanisms = {"PLAIN"};
    CHECK(announcement(other) == announcement(config()));
}

TEST_CASE("an account that is an OMEMO device no more says which one it was") {
    Earlier earlier;
    CHECK_FALSE(earlier.options(config()).former_device);
    earlier.writer.use_omemo(alice, [](archive::OmemoDevice& device) {
        device.keys().create({.device = 7, .public_key = "p", .private_key = "s"}, noon);
    });
    CHECK(earlier.options(config()).former_device == 7);
    auto wanted = config();
    wanted.omemo = true;
    CHECK_FALSE(earlier.options(wanted).former_device);
    wanted = config();
    wanted.jid = Jid::of("bob@example.org");
    CHECK_FALSE(earlier.options(wanted).former_device);
}
