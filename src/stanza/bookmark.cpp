// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/bookmark.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace boswell::stanza {

static constexpr std::size_t most = 1000;
static constexpr std::size_t longest_name = 1024;
static constexpr std::size_t longest_password = 1024;

static std::optional<Jid> room_of(std::string_view text) {
    auto room = Jid::parse(text);
    if (!room || !room->is_bare() || room->localpart().empty()) return std::nullopt;
    return room;
}

/// `conference` is one of XEP-0402 or of XEP-0048, which differ in where they name the room.
static RoomBookmark bookmark_of(const Element& conference, Jid room) {
    const auto xmlns = conference.xmlns();
    const auto autojoin = trim(conference.attribute("autojoin"));
    RoomBookmark found{.bookmark = {.room = std::move(room),
                                    .name = std::string(utf8_prefix(
                                        trim(conference.attribute("name")), longest_name)),
                                    .nickname = {},
                                    .autojoin = autojoin == "true" || autojoin == "1"},
                       .password = std::string(child_text(conference, "password", xmlns))};
    const auto& bare = found.bookmark.room;
    const auto self =
        Jid::parse(bare.str() + '/' + std::string(child_text(conference, "nick", xmlns)));
    if (self && !self->is_bare()) found.bookmark.nickname = self->resourcepart();
    found.bookmark.has_password = !found.password.empty();
    if (found.password.size() > longest_password) found.password.clear();
    return found;
}

static void add(std::vector<RoomBookmark>& found, RoomBookmark bookmark) {
    const bool known = std::ranges::any_of(found, [&](const auto& earlier) {
        return earlier.bookmark.room == bookmark.bookmark.room;
    });
    if (!known && found.size() < most) found.push_back(std::move(bookmark));
}

std::vector<RoomBookmark> read_bookmark_storage(const Element& storage) {
    std::vector<RoomBookmark> found;
    for (const auto& child : storage.children()) {
        if (!is(child, "conference", old_bookmarks_node)) continue;
        if (auto room = room_of(child.attribute("jid"))) add(found, bookmark_of(child, *room));
    }
    return found;
}

std::vector<RoomBookmark> read_bookmarks(const Element& items) {
    std::vector<RoomBookmark> found;
    for (const auto& child : items.children()) {
        if (const auto* storage = find_child(child, "storage", old_bookmarks_node))
            return read_bookmark_storage(*storage);
        const auto room = room_of(child.attribute("id"));
        if (!room) continue;
        const auto* conference = find_child(child, "conference", bookmarks_node);
        if (is(child, "retract", items.xmlns()))
            add(found, {.bookmark = {.room = *room, .name = {}, .nickname = {}, .removed = true},
                        .password = {}});
        else if (conference != nullptr)
            add(found, bookmark_of(*conference, *room));
    }
    return found;
}

}  // namespace boswell::stanza
