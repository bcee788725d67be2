// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "stanza/element.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace boswell::stanza {

/// XEP-0402: where the account's own clients keep each bookmark as an item.
inline constexpr std::string_view bookmarks_node = "urn:xmpp:bookmarks:1";
/// XEP-0048: the node with all bookmarks in one item, and the name of that element in private
/// storage (XEP-0049).
inline constexpr std::string_view old_bookmarks_node = "storage:bookmarks";

/// A bookmark, and the password that it has for the room. That is a secret: it is to be kept in
/// memory only.
struct RoomBookmark {
    Bookmark bookmark;
    std::string password;  ///< "" if there is none
};

/// The bookmarks in the items of either node; of `bookmarks_node` also those that were taken back.
/// What names no room is left out, and of a room the first one counts.
std::vector<RoomBookmark> read_bookmarks(const Element& items);
/// Those of a <storage/> element (XEP-0048).
std::vector<RoomBookmark> read_bookmark_storage(const Element& storage);

}  // namespace boswell::stanza
