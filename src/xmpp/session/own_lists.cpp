// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/own_lists.hpp"

#include "stanza/pep_answer.hpp"
#include "stanza/read_mark.hpp"

#include <algorithm>
#include <utility>

namespace boswell::xmpp {

static constexpr std::string_view private_storage = "jabber:iq:private";
static constexpr std::size_t in_private_storage = 2;

OwnLists::OwnLists(const stanza::Context& context, Outlet& outlet, Follow follow)
    : context_(context), outlet_(outlet), follow_(std::move(follow)) {}

/// XEP-0060 6.5: all items of a node.
static TagPtr items_of(std::string_view node) {
    auto pubsub = make_tag("pubsub", ns::pubsub);
    add_child(*pubsub, "items").addAttribute("node", std::string(node));
    return pubsub;
}

void OwnLists::ask() {
    places_ = {};
    outlet_.ask(
        {.type = "get", .to = context_.account, .payload = items_of(stanza::read_marks_node)},
        [this](const stanza::Element* iq) { take_marks(iq); });
    ask_place(0, items_of(stanza::bookmarks_node));
    ask_place(1, items_of(stanza::old_bookmarks_node));
    auto query = make_tag("query", private_storage);
    add_child(*query, "storage", stanza::old_bookmarks_node);
    ask_place(in_private_storage, std::move(query));
}

void OwnLists::ask_place(std::size_t place, TagPtr payload) {
    outlet_.ask({.type = "get", .to = context_.account, .payload = std::move(payload)},
                [this, place](const stanza::Element* iq) { take_place(place, iq); });
}

void OwnLists::take_marks(const stanza::Element* iq) {
    const auto* items = is_result(iq) ? stanza::find_items(*iq, stanza::read_marks_node) : nullptr;
    if (items == nullptr) return;
    for (auto& mark : stanza::read_marks(*items, context_.now, context_))
        outlet_.emit(std::move(mark));
}

/// What the answer has of bookmarks; nothing if it has none.
static std::optional<stanza::BookmarkChange> bookmarks_in(const stanza::Element& iq) {
    if (const auto* query = find_child(iq, "query", private_storage)) {
        const auto* storage = find_child(*query, "storage", stanza::old_bookmarks_node);
        if (storage == nullptr || storage->children().empty()) return std::nullopt;
        return stanza::BookmarkChange{stanza::read_bookmark_storage(*storage), true};
    }
    const auto* pubsub = find_child(iq, "pubsub", ns::pubsub);
    if (pubsub == nullptr || pubsub->children().empty()) return std::nullopt;
    // A server that gives a part of the items says so by a page (XEP-0059).
    const bool all = find_child(*pubsub, "set", ns::result_set) == nullptr;
    const auto* items = find_child(*pubsub, "items", ns::pubsub);
    if (items == nullptr) return std::nullopt;
    return stanza::BookmarkChange{stanza::read_bookmarks(*items), all};
}

void OwnLists::take_place(std::size_t place, const stanza::Element* iq) {
    auto& answer = places_.at(place);
    answer.answered = true;
    const bool is_empty = iq != nullptr && error_condition(*iq) == "item-not-found";
    if (is_result(iq)) answer.found = bookmarks_in(*iq);
    answer.exists = is_empty || (is_result(iq) && !iq->children().empty());
    if (std::ranges::all_of(places_, &Place::answered)) settle();
}

void OwnLists::settle() {
    stanza::BookmarkChange change;
    // Of places that the server does not tell about, any may have some.
    change.all = std::ranges::all_of(places_, &Place::exists);
    const auto newest =
        std::ranges::find_if(places_, [](const Place& place) { return place.found.has_value(); });
    if (newest != places_.end()) change = *std::exchange(newest->found, std::nullopt);
    outlet_.emit(to_bookmarks_told(change, context_));
    follow_(change);
}

}  // namespace boswell::xmpp
