// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/writer.hpp"
#include "support/builders.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// Archives and their exports in JSON Lines, within the process: a property has many of them.
namespace boswell::test {

/// All messages and presence.
std::string exported(const std::filesystem::path& archive);
/// Everything that `text` has. Throws Error for a record that cannot be taken.
void import_text(const std::filesystem::path& archive, const std::string& text);
/// All rows of all tables, but for what differs from archive to archive, and what imports brought.
std::string all_rows(const std::filesystem::path& archive);

inline const Jid room = Jid::of("tea@rooms.example.org");

/// An archive, and a place for another one.
struct TwoArchives {
    void write(const std::vector<Event>& events) const {
        archive::Writer writer(source);
        writer.write(events);
    }
    /// Export, import into an empty archive, and back into the one that it came from.
    void check_both_ways() const;

    TempDir folder;
    std::filesystem::path source = folder / "source.db";
    std::filesystem::path target = folder / "target.db";
};

inline Message from(std::string_view sender, std::string_view body, std::string_view id,
                    milliseconds later) {
    auto value = message(body, some_day + later);
    value.from = Jid::of(sender);
    value.with = value.from.bare();
    value.message_id = id;
    return value;
}

inline Message ours(std::string_view body, std::string_view id, milliseconds later) {
    auto value = message(body, some_day + later);
    value.direction = Direction::out;
    value.from = Jid::of("alice@example.org/phone");
    value.to = bob;
    value.message_id = id;
    return value;
}

inline Message in_room(Message value, std::string_view stanza_id, std::string_view occupant = "") {
    value.with = room;
    value.in_room = true;
    value.type = MessageType::groupchat;
    if (!stanza_id.empty()) value.stanza_id = StanzaId{std::string(stanza_id), room};
    value.occupant_id = occupant;
    return value;
}

inline Message doing(Message value, AnnotationKind kind, std::string_view named_id,
                     std::vector<std::string> emoji = {}) {
    value.annotation =
        Annotation{.kind = kind, .named_id = std::string(named_id), .emoji = std::move(emoji)};
    return value;
}

}  // namespace boswell::test
