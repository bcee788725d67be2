// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/self_ping.hpp"

#include "xmpp/support/fake_outlet.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <utility>
#include <vector>

using namespace boswell;
using namespace boswell::xmpp;
using namespace boswell::test;
using namespace std::chrono_literals;
using Answer = SelfPing::Answer;

static const Jid self = Jid::of("tea@rooms.example.org/Alice");

namespace {
/// A room that says nothing of itself, and what it is asked.
class SilentRoom : public FakeOutlet {
public:
    void ask(IqRequest request, IqAnswer answer) override {
        asked.push_back(std::move(request));
        open = std::move(answer);
    }

    /// True if the room was asked within this time, at its end.
    bool asks_after(std::chrono::seconds seconds) {
        const auto before = asked.size();
        for (auto second = 0s; second < seconds - 1s; ++second) {
            time += 1s;
            ping.tick(self);
            REQUIRE(asked.size() == before);
        }
        time += 1s;
        ping.tick(self);
        return asked.size() == before + 1;
    }
    void answers() { give(std::exchange(open, nullptr), iq_result()); }
    void refuses(const std::string& condition) {
        give(std::exchange(open, nullptr), iq_error(condition));
    }
    void does_not_answer() { give(std::exchange(open, nullptr), ""); }

    std::vector<IqRequest> asked;
    IqAnswer open;
    std::vector<Answer> taken;
    SelfPing ping{5min, *this, [this](Answer answer) { taken.push_back(answer); }};
};
}  // namespace

TEST_CASE("a room that says something is not asked before it has been silent again") {
    SilentRoom room;
    room.ping.heard();
    room.time += 299s;
    room.ping.heard();
    CHECK(room.asks_after(300s));
    CHECK(room.asked[0].type == "get");
    CHECK(room.asked[0].to == self);
    CHECK(room.asked[0].payload->xmlns() == "urn:xmpp:ping");
}

TEST_CASE("while a ping is under way no other is sent") {
    SilentRoom room;
    room.ping.ask(self);
    room.ping.ask(self);
    room.time += 24h;
    room.ping.tick(self);
    CHECK(room.asked.size() == 1);
    room.answers();
    room.ping.ask(self);
    CHECK(room.asked.size() == 2);
}

TEST_CASE("a room's answer tells whether we are in it") {
    SilentRoom room;
    const auto answer_to = [&](auto reply) {
        room.ping.ask(self);
        reply();
        return room.taken.back();
    };
    CHECK(answer_to([&] { room.answers(); }) == Answer::inside);
    for (const char* of_our_client :
         {"service-unavailable", "feature-not-implemented", "item-not-found"})
        CHECK(answer_to([&] { room.refuses(of_our_client); }) == Answer::inside);
    for (const char* of_the_room : {"not-acceptable", "not-allowed", "bad-request", "forbidden"})
        CHECK(answer_to([&] { room.refuses(of_the_room); }) == Answer::outside);
    for (const char* of_the_way : {"remote-server-not-found", "remote-server-timeout"})
        CHECK(answer_to([&] { room.refuses(of_the_way); }) == Answer::none);
    CHECK(answer_to([&] { room.does_not_answer(); }) == Answer::none);
    CHECK(room.taken.size() == 11);
}

TEST_CASE("pings without an answer are counted until the room says something") {
    SilentRoom room;
    room.ping.heard();
    CHECK(room.asks_after(300s));
    room.does_not_answer();
    CHECK(room.ping.unanswered() == 1);
    CHECK(room.asks_after(300s));  // and not at once
    room.refuses("remote-server-timeout");
    CHECK(room.ping.unanswered() == 2);
    room.ping.ask(self);
    room.answers();
    CHECK(room.ping.unanswered() == 2);
    room.ping.heard();
    CHECK(room.ping.unanswered() == 0);
}
