// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/omemo_text.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;

TEST_CASE("a fingerprint is shown in groups of eight digits") {
    CHECK(view::grouped("0a1b2c3d4e5f6071") == "0a1b2c3d 4e5f6071");
    CHECK(view::grouped("").empty());
}

TEST_CASE("what could not be read is counted, with each reason") {
    UnreadableRecord messages{.account = alice,
                              .with = bob,
                              .since = some_day,
                              .until = some_day,
                              .messages = 1,
                              .reasons = {{OmemoFailure::damaged, 1}}};
    CHECK(view::unreadable_text(messages) ==
          "an encrypted message could not be read (it is damaged); 'boswell keys' lists it");
    messages.messages = 3;
    messages.reasons = {{OmemoFailure::unknown_sender, 2}, {OmemoFailure::damaged, 1}};
    CHECK(view::unreadable_text(messages) ==
          "3 encrypted messages could not be read (2: who sent it is not known; 1: it is damaged); "
          "'boswell keys' lists them");
}

TEST_CASE("in a room it is said who encrypted a message") {
    const auto zone = TimeZone::named("UTC");
    OmemoMessageRecord message{.account = alice,
                               .with = Jid::of("tea@rooms.example.org"),
                               .sender = bob,
                               .device = 3,
                               .fingerprint = "f1"};
    const auto named = [&] {
        const auto fields = view::omemo_fields(message, zone);
        return std::ranges::any_of(fields,
                                   [](const auto& field) { return field.first == "encrypted by"; });
    };
    CHECK(named());
    message.with = bob;
    CHECK_FALSE(named());
    message.sender = alice;
    CHECK_FALSE(named());
}
