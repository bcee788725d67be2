// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/roster.hpp"

#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"

#include <algorithm>
#include <set>

namespace boswell::stanza {

static std::vector<std::string> groups_of(const Element& item) {
    std::set<std::string> groups;
    for (const auto& child : item.children()) {
        if (!is(child, "group", ns::roster)) continue;
        if (const auto group = child.text(); !group.empty()) groups.emplace(group);
    }
    return {groups.begin(), groups.end()};
}

/// COMPAT: Google Talk.
static std::optional<RosterMark> mark_of(const Element& item) {
    const auto letter = item.attribute("google-roster-t");
    if (letter == "B") return RosterMark::blocked;
    if (letter == "H") return RosterMark::hidden;
    if (letter == "P") return RosterMark::pinned;
    return std::nullopt;
}

static RosterItem to_item(const Element& element, const Jid& jid) {
    const auto subscription = parse_subscription(element.attribute("subscription"));
    return {.jid = jid.bare(),
            .name = std::string(element.attribute("name")),
            .subscription = subscription.value_or(Subscription::none),
            .ask = element.attribute("ask") == "subscribe",
            .groups = groups_of(element),
            .mark = mark_of(element)};
}

RosterUpdate to_roster_update(const Element& query, RosterPart part, const Context& context) {
    RosterUpdate update{.account = context.account,
                        .seen_at = context.now,
                        .complete = part == RosterPart::all,
                        .items = {}};
    std::set<Jid> seen;
    for (const auto& child : query.children()) {
        if (!is(child, "item", ns::roster)) continue;
        const auto jid = Jid::parse(child.attribute("jid"));
        if (!jid || !seen.insert(jid->bare()).second) continue;
        auto item = to_item(child, *jid);
        // RFC 6121 2.1.2.5: "remove" is for pushes; an entry that is listed is not removed.
        if (update.complete && item.subscription == Subscription::remove) continue;
        update.items.push_back(std::move(item));
    }
    return update;
}

void note_contacts(const RosterUpdate& update, std::size_t most, Context& context) {
    if (update.complete) {
        context.contacts.clear();
        context.subscribed.clear();
    }
    for (const auto& item : update.items) {
        context.contacts.erase(item.jid);
        context.subscribed.erase(item.jid);
        if (item.subscription == Subscription::remove || context.contacts.size() >= most) continue;
        context.contacts.insert(item.jid);
        if (gives_presence(item.subscription)) context.subscribed.insert(item.jid);
    }
}

}  // namespace boswell::stanza
