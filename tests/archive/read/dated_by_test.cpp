// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Bodies = std::vector<std::string>;

TEST_CASE("a message says whose clock dates it, unless that is ours or that of our archive") {
    const Jid server = Jid::of("example.org");
    const auto dated = [](std::string_view id, Via via, const Jid& by) {
        auto value = message_with_id("dated", id, at("2019-03-04T10:00:00Z"));
        value.received_at = some_day;
        value.message_id = id;
        value.via = via;
        value.delay = Delay{value.stamp, by};
        return value;
    };
    const auto dated_by = [](const std::vector<Event>& copies) {
        ArchiveFixture archive;
        archive.write(copies);
        std::vector<std::string> clocks;
        archive::Reader(archive.path).for_each_message({}, [&](const MessageRecord& record) {
            clocks.push_back(record.dated_by.str());
            return true;
        });
        return clocks;
    };
    CHECK(dated_by({message("now")}) == Bodies{""});
    CHECK(dated_by({dated("a", Via::stream, bob)}) == Bodies{"bob@example.net"});
    CHECK(dated_by({dated("a", Via::stream, Jid())}) == Bodies{"bob@example.net/phone"});
    CHECK(dated_by({dated("a", Via::offline, server)}) == Bodies{"example.org"});  // may be forged
    CHECK(dated_by({dated("a", Via::archive, alice)}) == Bodies{""});
    CHECK(dated_by({dated("a", Via::archive, server)}) == Bodies{""});
    CHECK(dated_by({dated("a", Via::archive, bob)}) == Bodies{"bob@example.net"});
    CHECK(dated_by({dated("a", Via::offline, server), dated("a", Via::archive, alice)}) ==
          Bodies{""});
    auto late = dated("a", Via::stream, bob);
    late.received_at = late.stamp + std::chrono::seconds(60);
    CHECK(dated_by({late}) == Bodies{""});
    const Jid room = Jid::of("tea@rooms.example.org");
    for (const auto& by : {room, bob}) {
        auto said = dated("a", Via::room_history, by);
        said.with = room;
        said.from = room.with_resource("Owl");
        said.type = MessageType::groupchat;
        said.in_room = true;
        CHECK(dated_by({said}) == Bodies{by == room ? "" : "bob@example.net"});
    }
}
