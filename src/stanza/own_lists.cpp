// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/own_lists.hpp"

#include "stanza/address.hpp"
#include "stanza/delay.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/read_mark.hpp"

namespace boswell::stanza {

/// What a notification tells of a node: its <items/>, <purge/> or <delete/> (XEP-0060).
static const Element* find_change(const Element& message) {
    const auto* event = find_child(message, "event", ns::pubsub_event);
    return event == nullptr || event->children().empty() ? nullptr : &*event->children().begin();
}

static std::string_view node_of(const Element& message) {
    const auto* change = find_change(message);
    return change == nullptr ? std::string_view() : change->attribute("node");
}

static bool is_of_account(const Element& message, const Context& context) {
    return sender(message, context.account) == context.account;
}

bool is_own_list_event(const Element& message, const Context& context) {
    const auto node = node_of(message);
    const bool is_own =
        node == read_marks_node || node == bookmarks_node || node == old_bookmarks_node;
    return is_own && is_of_account(message, context);
}

std::optional<BookmarkChange> find_bookmark_change(const Element& message, const Context& context) {
    // A server that keeps the older node as well keeps it the same (XEP-0402 6).
    if (node_of(message) != bookmarks_node || message.attribute("type") == "error" ||
        !is_of_account(message, context))
        return std::nullopt;
    const auto& change = *find_change(message);
    if (is(change, "items", ns::pubsub_event)) return BookmarkChange{read_bookmarks(change)};
    if (is(change, "purge", ns::pubsub_event) || is(change, "delete", ns::pubsub_event))
        return BookmarkChange{.bookmarks = {}, .all = true};
    return std::nullopt;
}

BookmarksTold to_bookmarks_told(const BookmarkChange& change, const Context& context) {
    BookmarksTold told{
        .account = context.account, .at = context.now, .bookmarks = {}, .all = change.all};
    for (const auto& each : change.bookmarks) told.bookmarks.push_back(each.bookmark);
    return told;
}

std::vector<Event> translate_own_list_event(const Element& message, const Context& context) {
    if (const auto change = find_bookmark_change(message, context))
        return {to_bookmarks_told(*change, context)};
    const auto* items = find_change(message);
    if (node_of(message) != read_marks_node || message.attribute("type") == "error" ||
        !is(*items, "items", ns::pubsub_event))
        return {};
    const auto stamp = credible_stamp(find_delay(message, context.account), context.now);
    return read_marks(*items, stamp, context);
}

}  // namespace boswell::stanza
