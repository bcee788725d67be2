// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/support/play.hpp"
#include "xmpp/support/script.hpp"

#include <catch2/catch.hpp>

#include <asio/post.hpp>

using namespace boswell;
using namespace boswell::test;
using End = xmpp::SessionEnd::Cause;

static constexpr std::string_view hello =
    "<message from='bob@example.net/x' to='alice@example.org' type='chat'><body>hello</body>"
    "</message>";

/// More of the archive is to come.
static constexpr std::string_view page =
    "<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'>"
    "<first>a1</first><last>a2</last></set></fin>";

namespace {
/// What the client has asked for when it takes leave.
struct Open {
    std::string room;
    std::string archive;

    explicit Open(Peer& server) : room(server.expect_iq("to='tea@rooms.example.org'")) {
        server.answer("urn:xmpp:ping", "");
        archive = server.expect_iq("<before/>");
        server.send(hello);
    }
    /// Each answer would have it ask for more.
    void answer(Peer& server) const {
        server.send(fmt::format("<iq type='result' id='{}' from='alice@example.org'>{}</iq>",
                                archive, page));
        server.send(
            fmt::format("<iq type='result' id='{}' from='tea@rooms.example.org'><query "
                        "xmlns='{}'/></iq>",
                        room, disco));
        server.send("<presence from='bob@example.net/x'/>");
    }
};
}  // namespace

static void want_room_and_archive(Play& play) {
    play.options.history.wanted = true;
    xmpp::RoomOptions room;
    room.room = Jid::of("tea@rooms.example.org");
    room.nickname = "Alice";
    play.options.rooms = {room};
}

TEST_CASE("after our goodbye nothing more is asked of archives and rooms") {
    std::string said;
    Play play([&](Peer& server) {
        go_online(server);
        const Open open(server);
        server.expect("</stream:stream>");
        open.answer(server);
        close_stream(server);
        said = server.rest();
    });
    want_room_and_archive(play);
    play.sink.on_event = [&](const Event& event) {
        if (std::holds_alternative<Message>(event)) play.session->stop();
    };
    CHECK(play.run().cause == End::stopped);
    CHECK(said.empty());
    REQUIRE(play.sink.all<ArchiveProgress>().size() == 1);  // what came is held all the same
    CHECK(play.sink.all<ArchiveProgress>()[0].oldest_id == "a1");
}

TEST_CASE("nothing is answered behind our closing tag") {
    std::string said;
    Play play([&](Peer& server) {
        go_online(server);
        server.answer("urn:xmpp:ping", "");
        server.send(hello);
        server.expect("</stream:stream>");
        server.send(
            "<iq type='get' id='p1' from='example.org'><ping xmlns='urn:xmpp:ping'/></iq>"
            "<iq type='set' id='p2'><query xmlns='jabber:iq:roster'><item jid='bob@example.net'/>"
            "</query></iq>");
        close_stream(server);
        said = server.rest();
    });
    play.sink.on_event = [&](const Event& event) {
        if (std::holds_alternative<Message>(event)) play.session->stop();
    };
    CHECK(play.run().cause == End::stopped);
    CHECK(said.empty());
    CHECK(play.sink.all<RosterUpdate>().size() == 2);  // what came is held all the same
}

TEST_CASE("while a goodbye waits for the disk nothing more is asked of archives and rooms") {
    std::string said;
    Play play([&](Peer& server) {
        ask_password(server);
        accept_login(server, "<sm xmlns='urn:xmpp:sm:3'/>");
        bind(server);
        server.expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        server.send("<enabled xmlns='urn:xmpp:sm:3' id='s1' resume='true'/>");
        go_online_bound(server);
        const Open open(server);
        server.expect("type='unavailable'/>");
        open.answer(server);
        said = server.rest();
    });
    want_room_and_archive(play);
    play.sink.on_event = [&](const Event& event) {
        if (!std::holds_alternative<Message>(event)) return;
        asio::post(play.loop, [&] { play.session->stop(); });
    };
    CHECK(play.run().cause == End::stopped);
    CHECK(said.empty());
}

TEST_CASE("who is not announced says goodbye in each room, and to nobody else") {
    std::string said;
    Play play([&](Peer& server) {
        log_in(server);
        describe(server);
        server.answer("urn:xmpp:carbons:2", "");
        server.answer("jabber:iq:roster", "<query xmlns='jabber:iq:roster'/>");
        const auto room = server.expect_iq("to='tea@rooms.example.org'");
        server.send(
            fmt::format("<iq type='result' id='{}' from='tea@rooms.example.org'><query "
                        "xmlns='{}'/></iq>",
                        room, disco));
        server.expect("</presence>");
        server.send(hello);
        said = server.expect("</stream:stream>");
        close_stream(server);
        server.rest();
    });
    want_room_and_archive(play);
    play.options.history.wanted = false;
    play.options.announce = false;
    play.sink.on_event = [&](const Event& event) {
        if (std::holds_alternative<Message>(event)) play.session->stop();
    };
    CHECK(play.run().cause == End::stopped);
    CHECK_THAT(said, Catch::Contains("to='tea@rooms.example.org/Alice' type='unavailable'"));
    CHECK(said.find("unavailable") == said.rfind("unavailable"));
}
