// SPDX-License-Identifier: GPL-3.0-or-later
// Two archives of one account that become one, whichever takes the other in.
#include "cli/import_roundtrip.hpp"

#include "archive/reader.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

/// What each message says, in a fixed order: not when and how this archive came by it.
static std::vector<std::string> said_in(const std::filesystem::path& archive) {
    std::vector<std::string> lines;
    archive::Reader(archive).for_each_message({}, [&](const MessageRecord& record) {
        const auto line = fmt::format("{} {} {} {} {} '{}' '{}' '{}' {}", record.with.str(),
                                      to_string(record.direction), record.from.str(),
                                      to_string(record.type), record.message_id, record.body,
                                      record.subject, record.thread, record.encryption);
        lines.push_back(line);
        return true;
    });
    std::ranges::sort(lines);
    return lines;
}

/// One of the ways in which an agent may come by what was said.
static Message seen(Message value) {
    const auto pick = [](int most) { return *rc::gen::inRange(0, most); };
    const bool loud = value.type == MessageType::groupchat;
    const auto archive = loud ? room : alice;
    switch (pick(4)) {
        case 0:
            value.stanza_id.reset();
            break;
        case 1:
            value.via = loud ? Via::room_history : Via::archive;
            value.received_at += 1h;
            break;
        case 2:  // an archive that was moved gives other ids
            value.via = Via::archive;
            value.stanza_id = StanzaId{"moved-" + value.stanza_id->id, archive};
            break;
        default:
            break;
    }
    if (pick(8) == 0) value.thread.clear();
    if (pick(8) == 0) value.subjects = {{"", "only here"}};
    if (pick(8) == 0) value.stamp += 1s;
    if (pick(8) == 0) value.bodies = {{"", "otherwise"}};
    return value;
}

static std::vector<Message> any_messages() {
    std::vector<Message> all;
    const auto count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) {
        const auto pick = [](int most) { return *rc::gen::inRange(0, most); };
        const auto body = "text" + std::to_string(pick(2));
        const auto id = pick(3) == 0 ? "" : "m" + std::to_string(i);
        const auto number = "s" + std::to_string(i);
        const milliseconds later{pick(3) * 1000};
        const bool loud = pick(3) == 0;
        auto value =
            from(loud ? "tea@rooms.example.org/Owl" : "bob@example.net/x", body, id, later);
        if (pick(2) == 0) value.thread = "t";
        if (loud)
            value = in_room(value, number);
        else
            value.stanza_id = StanzaId{number, alice};
        all.push_back(value);
    }
    return all;
}

// The same text twice: the other archive knows of one only its stanza-id, of the other nothing.
TEST_CASE_METHOD(TwoArchives,
                 "an equal record before it does not take the message with a stanza-id") {
    const std::string owl = "tea@rooms.example.org/Owl";
    auto known = in_room(from(owl, "hello", "", 0s), "s1");
    known.via = Via::room_history;
    auto named = in_room(from(owl, "hello", "", 1s), "s1");
    named.via = Via::room_history;
    named.subjects = {{"", "greeting"}};  // which the source did not get
    write({known});
    archive::Writer(target).write(
        std::vector<Event>{in_room(from(owl, "hello", "", 0s), ""), named});
    const auto other = exported(target);
    import_text(target, exported(source));
    import_text(source, other);
    CHECK(said_in(source).size() == 2);
    CHECK(said_in(target).size() == 2);
    const auto merged = exported(source);
    import_text(source, other);
    CHECK(exported(source) == merged);
}

TEST_CASE("two archives give the same messages, whichever takes the other in") {
    CHECK(rc::check([] {
        const TwoArchives archives;
        std::vector<Event> here;
        std::vector<Event> there;
        for (const auto& each : any_messages()) {
            const auto witnesses = *rc::gen::inRange(1, 4);
            if ((witnesses & 1) != 0) here.emplace_back(seen(each));
            if ((witnesses & 2) != 0) there.emplace_back(seen(each));
        }
        archives.write(here);
        archive::Writer(archives.target).write(there);
        const auto one = exported(archives.source);
        const auto other = exported(archives.target);
        RC_LOG() << one << other;
        import_text(archives.source, other);
        import_text(archives.target, one);
        RC_ASSERT(said_in(archives.source) == said_in(archives.target));
        RC_ASSERT(archive::Reader(archives.source).verify().empty());
    }));
}
