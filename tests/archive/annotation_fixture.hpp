// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::test {

using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

inline const Jid room = Jid::of("tea@rooms.example.org");

inline Message named(std::string_view body, std::string_view id, milliseconds later = 0ms) {
    auto value = message(body, some_day + later);
    value.message_id = id;
    return value;
}

inline Message annotating(Message value, AnnotationKind kind, std::string_view named_id) {
    value.annotation = Annotation{.kind = kind, .named_id = std::string(named_id)};
    return value;
}

inline Message correction(std::string_view body, std::string_view named_id, std::string_view id,
                          milliseconds later = 1s) {
    return annotating(named(body, id, later), AnnotationKind::correction, named_id);
}

inline Message reaction(std::string_view named_id, std::vector<std::string> emoji,
                        milliseconds later = 1s) {
    auto value = annotating(message("", some_day + later), AnnotationKind::reaction, named_id);
    value.annotation->emoji = std::move(emoji);
    return value;
}

inline Message outgoing(Message value) {
    value.direction = Direction::out;
    std::swap(value.from, value.to);
    value.from = Jid::of("alice@example.org/phone");
    value.to = bob;
    return value;
}

inline Message in_room(Message value, std::string_view nick, std::string_view stanza_id,
                       std::string_view occupant_id = "") {
    value.with = room;
    value.in_room = true;
    value.type = MessageType::groupchat;
    value.from = nick.empty() ? room : room.with_resource(nick);
    if (!stanza_id.empty()) value.stanza_id = StanzaId{std::string(stanza_id), room};
    value.occupant_id = occupant_id;
    return value;
}

/// An archive of messages that annotate each other. At its end it must be sound.
struct AnnotationFixture : ArchiveFixture {
    ~AnnotationFixture() { CHECK(archive::Reader(path).verify().empty()); }

    std::vector<MessageRecord> found(std::string_view text = "") const {
        query::Query query;
        query.where = query::parse(text, {some_day, TimeZone::named("UTC")});
        query.sort = query::Sort::oldest;
        std::vector<MessageRecord> list;
        const archive::Reader reader(path);
        reader.for_each_message(query, [&](const MessageRecord& record) {
            list.push_back(record);
            return true;
        });
        CHECK(reader.count_messages(query.where) == static_cast<std::int64_t>(list.size()));
        return list;
    }
    /// The texts that readers see.
    Rows bodies(std::string_view text = "") const {
        Rows list;
        for (const auto& record : found(text)) list.push_back(record.body);
        return list;
    }
    Rows emoji() const {
        Rows list;
        for (const auto& record : found()) {
            for (const auto& reaction : record.reactions) {
                std::string text = reaction.from.str() + ":";
                for (const auto& one : reaction.emoji) text += " " + one;
                list.push_back(text);
            }
        }
        return list;
    }
    std::string counted() const {
        return rows("SELECT group_concat(messages, ' ') FROM conversation").front();
    }
    /// Writes one by one, in the order given or the other one.
    void write_each(std::vector<Message> list, bool backwards) {
        if (backwards) std::reverse(list.begin(), list.end());
        for (auto& value : list) write({std::move(value)});
    }
};

}  // namespace boswell::test
