// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/rooms_config.hpp"

#include "agent/password_config.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::agent {

static constexpr std::string_view example = "tea@conference.example.org/nickname";

/// Without a nickname it is the account's localpart.
static RoomConfig room_of(const std::string& text, const TomlSection& section, const Jid& account) {
    const auto jid = Jid::parse(text);
    if (!jid || jid->localpart().empty())
        throw section.error(section.has("room") ? "room" : "rooms",
                            fmt::format("'{}' is not a room; one looks like {}", text, example));
    return {.room = jid->bare(),
            .nickname = jid->is_bare() ? account.localpart() : jid->resourcepart(),
            .password = {}};
}

static RoomConfig read_room(const toml::table& table, const std::filesystem::path& file,
                            const Jid& account) {
    std::set<std::string_view> known{"room", "nickname"};
    known.insert(password_keys.begin(), password_keys.end());
    TomlSection section(table, file, std::move(known));
    section.refuse_unknown();
    auto room = room_of(section.text("room").value_or(""), section, account);
    if (const auto nickname = section.text("nickname")) {
        const auto self = Jid::parse(room.room.str() + '/' + *nickname);
        if (!self || self->is_bare()) throw section.error("nickname", "this is not a nickname");
        room.nickname = self->resourcepart();
    }
    const auto passwords = count_password_keys(section);
    if (passwords > 1)
        throw section.error("room", "the room has several passwords; give one of them");
    if (passwords == 1) room.password = read_password_source(section, file);
    return room;
}

std::vector<RoomConfig> read_rooms(const TomlSection& account, const toml::table& table,
                                   const std::filesystem::path& file, const Jid& jid) {
    std::vector<RoomConfig> rooms;
    if (!account.has("rooms")) return rooms;
    const auto* array = table["rooms"].as_array();
    const auto wrong = [&] {
        return account.error("rooms", fmt::format("'rooms' must be a list of rooms, such as "
                                                  "[\"{}\"]; one with a password is "
                                                  "{{ room = \"…\", password_file = \"…\" }}",
                                                  example));
    };
    if (array == nullptr || array->empty()) throw wrong();
    for (const auto& element : *array) {
        if (!element.is_string() && !element.is_table()) throw wrong();
        auto room = element.is_table() ? read_room(*element.as_table(), file, jid)
                                       : room_of(element.as_string()->get(), account, jid);
        if (room.room == jid)
            throw account.error("rooms",
                                room.room.str() + " is the account itself, and not a room");
        if (std::ranges::find(rooms, room.room, &RoomConfig::room) != rooms.end())
            throw account.error("rooms", room.room.str() + " is listed twice");
        rooms.push_back(std::move(room));
    }
    return rooms;
}

}  // namespace boswell::agent
