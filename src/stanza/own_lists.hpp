// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/bookmark.hpp"
#include "stanza/translate.hpp"

#include <optional>
#include <vector>

/// What an account's clients keep at nodes of PEP (XEP-0163) for each other: read marks (XEP-0490)
/// and bookmarks (XEP-0402). Only what the account's own server tells of it is believed.
namespace boswell::stanza {

/// True for a notification of such a node by the account's own server. It is never kept as a
/// message, because bookmarks may have passwords. What others send that looks like one is.
bool is_own_list_event(const Element& message, const Context& context);

/// The events of such a notification, which came without wrapping.
std::vector<Event> translate_own_list_event(const Element& message, const Context& context);

/// Bookmarks as they are from now on, with their passwords.
struct BookmarkChange {
    std::vector<RoomBookmark> bookmarks;
    bool all = false;  ///< there are no others
};
/// That of a notification; nothing if it is of something else or not believed.
std::optional<BookmarkChange> find_bookmark_change(const Element& message, const Context& context);

/// The same without the passwords.
BookmarksTold to_bookmarks_told(const BookmarkChange& change, const Context& context);

}  // namespace boswell::stanza
