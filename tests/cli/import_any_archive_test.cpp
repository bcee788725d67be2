// SPDX-License-Identifier: GPL-3.0-or-later
// What holds of export and import for whatever an archive has in it.
#include "cli/import_roundtrip.hpp"

#include "archive/reader.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

/// Messages that say anything of each other, in a chat and a room.
static std::vector<Event> any_events() {
    std::vector<Event> events;
    const auto count = *rc::gen::inRange(1, 15);
    for (int i = 0; i < count; ++i) {
        const auto pick = [](int most) { return *rc::gen::inRange(0, most); };
        const auto later = milliseconds(pick(3) == 0 ? pick(4) : i * 1000 + pick(3));
        const auto body = pick(4) == 0 ? "" : "text" + std::to_string(pick(3));
        const auto id = pick(3) == 0 ? "" : "m" + std::to_string(i);
        const std::string people[] = {"bob@example.net/x", "tea@rooms.example.org/Owl",
                                      "tea@rooms.example.org/Cat"};
        const auto who = pick(3);
        auto value =
            who == 0 && pick(2) == 0 ? ours(body, id, later) : from(people[who], body, id, later);
        if (who > 0) value.in_room = true;
        if (who > 0 && pick(3) > 0)
            value = in_room(value, "s" + std::to_string(i), pick(2) == 0 ? "" : "o" + people[who]);
        if (pick(3) == 0) value.bodies.push_back({"de", "Text"});
        if (who == 0 && pick(4) == 0) value.stanza_id = StanzaId{"t" + std::to_string(i), alice};
        const bool loud = value.type == MessageType::groupchat;
        const auto target = std::to_string(pick(i + 1));
        const auto kind = pick(7);
        if (kind < 4)
            value = doing(value, static_cast<AnnotationKind>(kind),
                          (loud && kind != 0 ? "s" : "m") + target,
                          kind == 3 && pick(3) > 0 ? std::vector<std::string>{"👍"}
                                                   : std::vector<std::string>{});
        if (kind == 4)
            value.reply =
                Annotation{.kind = AnnotationKind::reply, .named_id = (loud ? "s" : "m") + target};
        if (kind == 5) {
            events.emplace_back(Receipt{.account = alice,
                                        .direction = value.direction,
                                        .with = value.with,
                                        .from = value.from,
                                        .kind = static_cast<ReceiptKind>(pick(3)),
                                        .named_id = (loud ? "s" : "m") + target,
                                        .stamp = value.stamp,
                                        .in_room = value.in_room,
                                        .occupant_id = value.occupant_id});
        }
        if (kind == 6) {
            auto seen = presence(value.from.str(), value.stamp);
            seen.type = static_cast<PresenceType>(pick(7));
            events.emplace_back(seen);
        }
        events.emplace_back(value);
    }
    return events;
}

TEST_CASE("any archive makes the same export again, and takes its own without a change") {
    CHECK(rc::check([] {
        const TwoArchives archives;
        archives.write(any_events());
        const auto text = exported(archives.source);
        import_text(archives.target, text);
        RC_ASSERT(exported(archives.target) == text);
        RC_ASSERT(archive::Reader(archives.target).verify().empty());
        const auto target = all_rows(archives.target);
        import_text(archives.target, text);
        RC_ASSERT(all_rows(archives.target) == target);
        const auto source = all_rows(archives.source);
        import_text(archives.source, text);
        RC_ASSERT(all_rows(archives.source) == source);
    }));
}
