// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/surroundings.hpp"

#include <algorithm>

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
    if (past.since >= past.until || !has_presence(reader, selection)) return intervals;
    reader.for_each_interval(selection, past, now, [&](const PresenceInterval& interval) {
        intervals.push_back(interval);
        return true;
    });
    return intervals;
}

static std::vector<Time> picture_changes(const Reader& reader, const Jid& account,
                                         const Jid& contact) {
    std::vector<Time> changes;
    for (const auto& version : reader.vcard_versions(account, contact))
        changes.push_back(version.fetched_at);
    for (const auto& event : reader.pep_events(account, contact)) {
        if (event.node == PepNode::avatar) changes.push_back(event.seen_at);
    }
    std::ranges::sort(changes);
    return changes;
}

static std::string picture_at(const Reader& reader, const Jid& account, const Jid& contact,
                              Time time) {
    if (const auto published = reader.published_avatar(account, contact, time))
        return published->sha1;
    const auto record = reader.contact_at(account, contact, time);
    return record && record->vcard ? record->vcard->avatar_sha1 : "";
}

std::vector<PictureVersion> picture_versions(const Reader& reader, const Jid& account,
                                             const Jid& contact) {
    std::vector<PictureVersion> versions;
    for (const auto change : picture_changes(reader, account, contact)) {
        auto sha1 = picture_at(reader, account, contact, change);
        if (versions.empty() || versions.back().sha1 != sha1)
            versions.push_back({change, std::move(sha1)});
    }
    return versions;
}

}  // namespace boswell::archive
