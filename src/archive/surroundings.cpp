// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/surroundings.hpp"

#include "archive/picture_hash.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace boswell::archive {

std::vector<GapRecord> conversation_gaps(const Reader& reader, const Selection& selection,
                                         Time now) {
    auto gaps = reader.gaps(selection, now);
    // What was said in a room is missing only if the room's archive has a gap, or there is none.
    const auto is_of_room = [&](const GapRecord& gap) {
        return gap.archive == selection.contacts.front();
    };
    if (std::ranges::any_of(gaps, is_of_room))
        std::erase_if(gaps, [&](const GapRecord& gap) { return !is_of_room(gap); });
    return gaps;
}

static bool has_presence(const Reader& reader, const Selection& selection) {
    bool found = false;
    reader.for_each_presence(selection, [&found](const PresenceRecord&) {
        found = true;
        return false;
    });
    return found;
}

std::vector<PresenceInterval> contact_presence(const Reader& reader, const Jid& account,
                                               const Jid& contact, const Period& period, Time now) {
    const Selection selection{.accounts = {account}, .contacts = {contact}};
    const Period past{period.since, std::min(period.until, now)};
    std::vector<PresenceInterval> intervals;
    if (past.since >= past.until) return intervals;
    reader.for_each_interval(selection, past, now, [&](const PresenceInterval& interval) {
        intervals.push_back(interval);
        return true;
    });
    const auto is_unknown = [](const PresenceInterval& interval) {
        return interval.state == PresenceState::unknown;
    };
    // Only then it can be that there is none at all.
    if (std::ranges::all_of(intervals, is_unknown) && !has_presence(reader, selection))
        intervals.clear();
    return intervals;
}

namespace {

/// What a contact published as its picture (XEP-0084), oldest first. "": none, or one that is not
/// here.
std::vector<PictureVersion> published_pictures(const Reader& reader, const Jid& account,
                                               const Jid& contact) {
    std::vector<PictureVersion> pictures;
    std::map<std::string, std::string> here;
    for (const auto& event : reader.pep_events(account, contact)) {
        if (event.node != PepNode::avatar) continue;
        const auto [known, added] = here.try_emplace(picture_hash(event));
        if (added) known->second = reader.find_avatar(known->first).value_or(Avatar()).sha1;
        pictures.push_back({event.seen_at, known->second});
    }
    return pictures;
}

}  // namespace

std::vector<PictureVersion> picture_versions(const Reader& reader, const Jid& account,
                                             const Jid& contact) {
    const auto published = published_pictures(reader, account, contact);
    const auto cards = reader.vcard_versions(account, contact);
    std::set<Time> changes;
    for (const auto& picture : published) changes.insert(picture.since);
    for (const auto& card : cards) changes.insert(card.fetched_at);
    std::vector<PictureVersion> versions;
    std::string of_event;
    std::string of_card;
    auto event = published.begin();
    auto card = cards.begin();
    for (const auto change : changes) {
        for (; event != published.end() && event->since <= change; ++event) of_event = event->sha1;
        for (; card != cards.end() && card->fetched_at <= change; ++card)
            of_card = card->avatar_sha1;
        const auto& sha1 = of_event.empty() ? of_card : of_event;
        if (versions.empty() || versions.back().sha1 != sha1) versions.push_back({change, sha1});
    }
    return versions;
}

}  // namespace boswell::archive
