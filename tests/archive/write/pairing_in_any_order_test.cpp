// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/pairing.hpp"

#include "archive/write/copies.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

namespace {

/// One of some distinct messages, and how its copies look.
struct Sent {
    int number;
    bool has_message_id;
    bool has_stanza_id;
    bool same_text;
};

}  // namespace

static Message live_copy(const Sent& sent) {
    auto value = message(sent.same_text ? "same" : fmt::format("text {}", sent.number),
                         some_day + sent.number * 150s);
    if (sent.has_message_id) value.message_id = fmt::format("m{}", sent.number);
    if (sent.has_stanza_id) value.stanza_id = StanzaId{fmt::format("s{}", sent.number), alice};
    return value;
}

TEST_CASE("any interleaving of live and archive copies of messages gives just these messages") {
    const auto held = rc::check([] {
        ArchiveFixture archive;
        std::vector<Event> events;
        std::vector<Event> pages;
        const int count = *rc::gen::inRange(1, 12);
        for (int number = 0; number < count; ++number) {
            const Sent sent{number, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>(),
                            *rc::gen::arbitrary<bool>()};
            const auto skew = milliseconds(*rc::gen::inRange(-30'000, 30'000));
            const auto live = live_copy(sent);
            const auto copy = archived(live, fmt::format("s{}", number), skew);
            events.emplace_back(live);
            events.emplace_back(copy);
            pages.emplace_back(copy);
            if (sent.has_stanza_id) pages.emplace_back(live);
        }
        for (std::size_t i = events.size(); i > 1; --i) {
            std::swap(events[i - 1],
                      events[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
        }
        for (const auto& event : events) archive.write({event});
        RC_ASSERT(archive.count("message") == count);
        RC_ASSERT(archive.count("message_key") == count);
        RC_ASSERT(archive.count("provisional") == 0);
        const auto before = archive.rows("SELECT id, body, stamp FROM message");
        archive.write(pages);
        RC_ASSERT(archive.rows("SELECT id, body, stamp FROM message") == before);
        RC_ASSERT(archive.rows("SELECT messages FROM conversation") == Rows{std::to_string(count)});
    });
    CHECK(held);
}

/// A copy as XEP-0136 has it: the text and the second, no more.
