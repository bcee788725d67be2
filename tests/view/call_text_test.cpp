// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/call_text.hpp"

#include "support/builders.hpp"
#include "view/message_text.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static MessageRecord call(Direction direction, std::optional<CallOutcome> outcome,
                          std::optional<milliseconds> duration = {}) {
    MessageRecord record;
    record.direction = direction;
    record.call =
        CallRecord{.id = "c1", .media = {"audio"}, .outcome = outcome, .duration = duration};
    return record;
}

TEST_CASE("a call is shown by what became of it") {
    using enum CallOutcome;
    const auto in = [](auto... how) { return view::call_text(call(Direction::in, how...)); };
    const auto out = [](auto... how) { return view::call_text(call(Direction::out, how...)); };
    CHECK(in(missed) == "missed call");
    CHECK(out(missed) == "call, not answered");
    CHECK(in(declined) == "call, declined");
    CHECK(in(failed) == "call, failed");
    CHECK(in(answered, 723s) == "call, 12m 3s");
    CHECK(in(answered) == "call, answered on another device");
    CHECK(out(answered) == "call, answered");
    CHECK(in(std::nullopt) == "call");
    auto video = call(Direction::in, missed);
    video.call->media.emplace_back("video");
    CHECK(view::call_text(video) == "missed video call");
    CHECK(view::shown_body(video) == "missed video call");
}

TEST_CASE("of a call that began unseen nothing is said of who called, unless that is known") {
    auto answer = call(Direction::in, CallOutcome::missed);
    answer.call->action = CallAction::ringing;
    CHECK(view::call_text(answer) == "call, not answered");
    answer.direction = Direction::out;
    CHECK(view::call_text(answer) == "missed call");
    answer.call->action = CallAction::finish;
    CHECK(view::call_text(answer) == "call, not answered");
}
