// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/holes.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace boswell;
using view::Holes;

static Time at(int second) { return from_milliseconds(second * 1000); }

static ObservationRecord span(int since, int until, bool continues = false) {
    return {.account = {},
            .period = {at(since), at(until)},
            .presence = true,
            .ended = SpanEnd::lost,
            .reason = {},
            .continues = continues};
}

/// "10-20" and the like, with "=" where the state is as before.
static std::vector<std::string> shown(const std::vector<ObservationRecord>& spans, int seen_at,
                                      int until = 1'000'000) {
    std::vector<std::string> lines;
    Holes holes(spans, at(seen_at));
    while (const auto hole = holes.next(at(until))) {
        const auto second = [](Time time) {
            return time == Time::max() ? std::string()
                                       : std::to_string(to_milliseconds(time) / 1000);
        };
        lines.push_back(second(hole->since) + "-" + second(hole->until) +
                        (hole->as_before ? "=" : ""));
    }
    return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("what a presence has said is unknown once nobody watches any more") {
    CHECK(shown({span(0, 10), span(20, 30), span(40, 50)}, 5) == Lines{"10-20"});
    CHECK(shown({span(0, 10), span(20, 30), span(40, 50)}, 25) == Lines{"30-40"});
    CHECK(shown({span(0, 10), span(20, 30), span(40, 50)}, 45) == Lines{"50-"});
}

TEST_CASE("over a stream that goes on a presence is true again, until the stream ends") {
    const std::vector<ObservationRecord> spans{span(0, 10), span(20, 30, true), span(40, 50, true),
                                               span(60, 70)};
    CHECK(shown(spans, 5) == Lines{"10-20=", "30-40=", "50-60"});
    CHECK(shown(spans, 5, 35) == Lines{"10-20=", "30-40="});
    CHECK(shown(spans, 5, 10).empty());
}

TEST_CASE("a span that lasts has no hole behind it, and a presence of no span has none either") {
    auto open = span(0, 10);
    open.ended.reset();
    CHECK(shown({open}, 5).empty());
    CHECK(shown({span(0, 10)}, 15).empty());
    CHECK(shown({span(10, 20)}, 5).empty());
    CHECK(shown({}, 5).empty());
}
