// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/parse.hpp"
#include "stanza/translate.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace boswell::stanza {

/// The context of alice@example.org/boswell at noon.
inline Context alice() {
    return {.account = Jid::of("alice@example.org"),
            .self = Jid::of("alice@example.org/boswell"),
            .now = *parse_rfc3339("2026-11-22T12:00:00Z"),
            .trust_stanza_ids = true,
            .rooms = {{Jid::of("tea@rooms.example.org"),
                       {.nickname = "alice",
                        .occupant_id = "our-id",
                        .gives_stanza_ids = true,
                        .gives_occupant_ids = true}}}};
}

inline Time at(std::string_view text) { return parse_rfc3339(text).value(); }

inline std::vector<Event> events_of(std::string_view bytes, const Context& context = alice()) {
    const auto document = parse(bytes);
    REQUIRE(document);
    return translate(document->root(), bytes, context);
}

/// The one event of a stanza, which must be of that kind.
template <typename Kind>
Kind only(std::string_view bytes, const Context& context = alice()) {
    auto events = events_of(bytes, context);
    REQUIRE(events.size() == 1);
    REQUIRE(std::holds_alternative<Kind>(events.front()));
    return std::get<Kind>(std::move(events.front()));
}

}  // namespace boswell::stanza
