// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/calls.hpp"

#include "archive/annotation_fixture.hpp"

using namespace boswell;
using namespace boswell::test;

static Message said(CallAction action, milliseconds later, std::string_view id = "c1") {
    auto value = annotating(message("", some_day + later), AnnotationKind::call, id);
    value.message_id = std::string(id) + std::string(to_string(action));
    value.annotation->call = CallStep{.action = action};
    if (action == CallAction::propose) value.annotation->call->media = {"audio"};
    return value;
}

/// What a device of the account tells the others.
static Message noted(Message value) {
    value = outgoing(std::move(value));
    value.to = value.with = alice;
    return value;
}

static Message of(Message value, const Jid& contact) {
    value.with = contact;
    value.from = contact.with_resource("x");
    return value;
}

TEST_CASE_METHOD(AnnotationFixture, "a call is one message, in whatever order it is told") {
    const bool backwards = GENERATE(false, true);
    write_each({said(CallAction::propose, 0s), outgoing(said(CallAction::ringing, 1s)),
                outgoing(said(CallAction::proceed, 4s)), said(CallAction::finish, 64s)},
               backwards);
    const auto list = found();
    REQUIRE(list.size() == 1);
    REQUIRE(list[0].call);
    const auto& call = *list[0].call;
    CHECK(list[0].stamp == some_day);
    CHECK(call.id == "c1");
    CHECK(call.media == Rows{"audio"});
    CHECK(call.outcome == CallOutcome::answered);
    CHECK(call.duration == 60s);
    REQUIRE(call.events.size() == 3);
    CHECK(call.events[1].action == CallAction::proceed);
    CHECK(call.events[1].from == Jid::of("alice@example.org/phone"));
    CHECK(counted() == "1");
    CHECK_FALSE(list[0].annotates);
}

TEST_CASE_METHOD(AnnotationFixture,
                 "what is said of a call in one moment has the order of its arrival") {
    write({said(CallAction::propose, 0s), outgoing(said(CallAction::ringing, 1s)),
           outgoing(said(CallAction::proceed, 1s)), said(CallAction::finish, 1s)});
    const auto list = found();
    REQUIRE(list.size() == 1);
    std::vector<CallAction> actions;
    for (const auto& event : list[0].call->events) actions.push_back(event.action);
    CHECK(actions == std::vector{CallAction::ringing, CallAction::proceed, CallAction::finish});
}

TEST_CASE_METHOD(AnnotationFixture, "a call is found once, and not by what is said of it") {
    write({message("hello", some_day), said(CallAction::propose, 1s, "c1"),
           said(CallAction::retract, 2s, "c1"), said(CallAction::proceed, 3s, "c2")});
    CHECK(found("has:call").size() == 2);
    CHECK(bodies("-has:call") == Rows{"hello"});
}

TEST_CASE_METHOD(AnnotationFixture, "calls of one conversation are told apart by their ids") {
    write({said(CallAction::propose, 0s), said(CallAction::propose, 1min, "c2"),
           said(CallAction::retract, 2min, "c2"), outgoing(said(CallAction::reject, 3min))});
    const auto list = found();
    REQUIRE(list.size() == 2);
    CHECK(list[0].call->outcome == CallOutcome::declined);
    CHECK(list[1].call->outcome == CallOutcome::missed);
}

TEST_CASE_METHOD(AnnotationFixture, "nobody reaches into the call of another by its id") {
    const auto eve = Jid::of("eve@example.com");
    write({said(CallAction::propose, 0s), of(said(CallAction::retract, 1s), eve),
           of(said(CallAction::propose, 2s), eve), outgoing(said(CallAction::proceed, 3s))});
    const auto list = found("with:bob@example.net");
    REQUIRE(list.size() == 1);
    CHECK(list[0].call->outcome == CallOutcome::answered);
    CHECK(found("with:eve@example.com").size() == 1);
}

TEST_CASE_METHOD(AnnotationFixture, "a call without its proposal is its first message") {
    const bool backwards = GENERATE(false, true);
    write_each({outgoing(said(CallAction::proceed, 1s)), said(CallAction::finish, 31s)}, backwards);
    const auto list = found();
    REQUIRE(list.size() == 1);
    CHECK(list[0].call->action == CallAction::proceed);
    CHECK(list[0].call->duration == 30s);
    CHECK(counted() == "1");
}

TEST_CASE_METHOD(AnnotationFixture,
                 "what a device tells the others belongs to the call they mean") {
    const bool backwards = GENERATE(false, true);
    write_each({said(CallAction::propose, 0s), noted(said(CallAction::accept, 4s))}, backwards);
    const auto list = found();
    REQUIRE(list.size() == 1);
    CHECK(list[0].with == bob);
    CHECK(list[0].call->outcome == CallOutcome::answered);
}

TEST_CASE_METHOD(AnnotationFixture, "a note of a device that may mean several calls means none") {
    const auto eve = Jid::of("eve@example.com");
    write({said(CallAction::propose, 0s), of(said(CallAction::propose, 1s), eve),
           noted(said(CallAction::accept, 4s))});
    const auto list = found();
    REQUIRE(list.size() == 2);
    CHECK_FALSE(list[0].call->outcome);
    CHECK_FALSE(list[1].call->outcome);
}

TEST_CASE_METHOD(AnnotationFixture, "the same proposal again is no second call") {
    write({said(CallAction::propose, 0s)});
    auto again = said(CallAction::propose, 5s);
    again.message_id = "other";
    write({again, said(CallAction::retract, 9s)});
    const auto list = found();
    REQUIRE(list.size() == 1);
    CHECK(list[0].call->events.size() == 2);
    CHECK(counted() == "1");
}

TEST_CASE_METHOD(AnnotationFixture, "a message whose id is that of a call is no part of it") {
    const bool backwards = GENERATE(false, true);
    write_each(
        {said(CallAction::propose, 0s), named("hello", "c1", 1s), said(CallAction::retract, 2s)},
        backwards);
    CHECK(bodies() == Rows{"", "hello"});
}

TEST_CASE_METHOD(AnnotationFixture, "people react to a call, and to what is said of it later") {
    write({said(CallAction::propose, 0s), said(CallAction::retract, 2s),
           outgoing(reaction("c1propose", {"👍"}, 3s)), reaction("c1retract", {"🎉"}, 4s)});
    CHECK(emoji() == Rows{"alice@example.org: 👍", "bob@example.net: 🎉"});
}
