// SPDX-License-Identifier: GPL-3.0-or-later
// What the agent was told last, and how long ago, as `boswell status` says it.
#include "archive/writer.hpp"
#include "cli/run.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

/// An archive that an agent is writing.
struct Status {
    void write(const std::vector<Event>& events) { writer.write(events); }
    std::string shown(const std::string& colours = "never") const {
        return run({"--archive", "archive.db", "--tz", "UTC", "--color", colours, "status"},
                   {.folder = folder.path(), .added = {}})
            .out;
    }
    /// The value of that line, with the colours that it has.
    std::string value(const std::string& name) const { return value_in(shown("always"), name); }
    std::string value_of_room(const std::string& name) const {
        const auto out = shown("always");
        return value_in(out.substr(out.find("Room tea@conference.example.org")), name);
    }

private:
    static std::string value_in(const std::string& out, const std::string& name) {
        const auto begin = out.find("  " + name);
        if (begin == std::string::npos) return "(no such line)";
        const auto end = out.find('\n', begin);
        const auto line = out.substr(begin, end - begin);
        return line.substr(line.find("\x1b[0m ") + 5);
    }

protected:
    TempDir folder;
    archive::Writer writer{folder / "archive.db"};
    const Time then = now() - 90min;
};

const std::string green = "\x1b[32m";
const std::string yellow = "\x1b[33m";
const std::string red = "\x1b[31m";
const std::string end = "\x1b[0m";

}  // namespace

static ArchiveProgress progress(std::optional<Time> oldest, const Jid& archive = alice) {
    ArchiveProgress value{.account = alice, .archive = archive, .at = now() - 90min};
    value.oldest = oldest;
    return value;
}

TEST_CASE_METHOD(Status, "status tells how an account is connected, and since when") {
    auto online = connection(ConnectionState::online, then);
    online.last_proof = now() - 2min;
    online.tls = "TLSv1.3 TLS_AES_256_GCM_SHA384";
    online.sasl = "SCRAM-SHA-256-PLUS";
    write({online, message("hello")});
    CHECK(value("state") == green + "online" + end);
    CHECK_THAT(value("since"), Catch::EndsWith(" (1h 30m ago)"));
    CHECK_THAT(value("last proof"), Contains(" (2m "));
    CHECK(value("tls") == online.tls);
    CHECK(value("sasl") == online.sasl);
    CHECK(value("messages") == "1");
    CHECK(value("last error") == "(no such line)");
    auto failed = connection(ConnectionState::failed, then);
    failed.error = "not-authorized";
    write({failed});
    CHECK(value("state") == red + "failed" + end);
    CHECK(value("last error") == "not-authorized");
    write({connection(ConnectionState::connecting, then)});
    CHECK(value("state") == yellow + "connecting" + end);
    write({connection(ConnectionState::offline, then)});
    CHECK(value("state") == yellow + "offline" + end);
}

TEST_CASE_METHOD(Status, "a time that lies ahead has no age") {
    write({connection(ConnectionState::online, now() + 24h)});
    CHECK_THAT(value("since"), !Contains("ago"));
}

TEST_CASE_METHOD(Status, "status tells how much of the server's archive is here") {
    const auto first = at("2026-01-01T00:00:00Z");
    write({connection(ConnectionState::online, then), progress(std::nullopt)});
    CHECK(value("caught up") == "never, newer messages are still missing");
    CHECK(value("history") == "nothing yet, older messages are still missing");
    write({ArchiveExtentTold{alice, alice, first, first + 100h, then}, progress(first + 75h)});
    CHECK(value("history") == "from 2026-01-04 03:00:00 on, older messages are still missing");
    CHECK(value("its archive") == "from 2026-01-01 00:00:00 on");
    CHECK(value("progress") == "25 % of the time that it reaches back is fetched");
    auto all = progress(first);
    all.complete = all.caught_up = true;
    write({all});
    CHECK_THAT(value("caught up"), Catch::EndsWith(" (1h 30m ago)"));
    CHECK(value("history") == "from 2026-01-01 00:00:00 on, complete");
    CHECK(value("progress") == "(no such line)");
}

TEST_CASE_METHOD(Status,
                 "an archive that is empty is complete, and none has a progress unless "
                 "what is here lies within it") {
    auto empty = progress(std::nullopt);
    empty.complete = true;
    write({connection(ConnectionState::online, then), empty});
    CHECK(value("history") == "complete");
    const auto first = at("2026-01-01T00:00:00Z");
    const auto shown_for = [&](Time oldest, Time newest, Time held) {
        write({ArchiveExtentTold{alice, alice, oldest, newest, then}, progress(held)});
        return value("progress");
    };
    CHECK(shown_for(first, first, first) == "(no such line)");
    CHECK(shown_for(first, first + 10h, first + 11h) == "(no such line)");
    CHECK(shown_for(first, first + 10h, first - 1h) == "(no such line)");
    CHECK(shown_for(first, first + 10h, first + 10h) ==
          "0 % of the time that it reaches back is fetched");
    CHECK(shown_for(first, first + 10h, first) ==
          "100 % of the time that it reaches back is fetched");
}

TEST_CASE_METHOD(Status, "a server whose archive leaves something out is marked") {
    write({connection(ConnectionState::online, then)});
    const auto server = [&](ArchiveDefault usual) {
        write({ArchivePreferencesTold{.account = alice,
                                      .at = then,
                                      .preferences = ArchivePreferences{.usual = usual},
                                      .delivery = BareJidDelivery::sure}});
        return value("server");
    };
    CHECK_THAT(server(ArchiveDefault::always), !Contains(red));
    CHECK_THAT(server(ArchiveDefault::never), Catch::StartsWith(red));
}

TEST_CASE_METHOD(Status, "a server that forgets is named, with how long nobody was connected") {
    auto online = connection(ConnectionState::online, then);
    online.last_proof = then;
    online.retention = 336h;
    write({online});
    CHECK(value("retention") == "the server forgets after 14d");
    auto offline = connection(ConnectionState::offline, then + 1min);
    offline.last_proof = now() - 50h;
    write({offline});
    CHECK_THAT(value("retention"),
               Catch::StartsWith("the server forgets after 14d; nobody was connected for 2d 2h"));
}

TEST_CASE_METHOD(Status, "status tells of each room how one is in it") {
    RoomChanged room{.account = alice,
                     .room = Jid::of("tea@conference.example.org"),
                     .nickname = "Alice",
                     .state = RoomState::joined,
                     .at = then,
                     .seen_until = {},
                     .reason = {},
                     .subject = "Earl Grey"};
    write({connection(ConnectionState::online, then), room});
    CHECK(value_of_room("state") == green + "joined" + end);
    CHECK_THAT(value_of_room("since"), Catch::EndsWith(" (1h 30m ago)"));
    CHECK(value_of_room("reason") == "(no such line)");
    CHECK(value_of_room("nickname") == "Alice");
    CHECK(value_of_room("subject") == "Earl Grey");
    CHECK(value_of_room("history") == "(no such line)");
    write({progress(at("2026-01-01T00:00:00Z"), room.room)});
    CHECK_THAT(value_of_room("history"), Catch::StartsWith("from 2026-01-01 00:00:00 on"));
    CHECK_THAT(shown(), Contains("\n\nRoom "));
    room.state = RoomState::failed;
    room.reason = "forbidden";
    write({room});
    CHECK(value_of_room("state") == red + "failed" + end);
    CHECK(value_of_room("reason") == "forbidden");
    room.state = RoomState::left;
    write({room});
    CHECK(value_of_room("state") == yellow + "left" + end);
}

TEST_CASE_METHOD(Status, "accounts are told one after the other, with a blank line between them") {
    auto other = connection(ConnectionState::online, then);
    other.account = bob;
    write({connection(ConnectionState::online, then), other});
    const auto out = shown();
    CHECK_THAT(out, Catch::StartsWith("alice@example.org\n") && Contains("\n\nbob@example.net\n") &&
                        !Contains("\n\n\n"));
}
