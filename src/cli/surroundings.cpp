// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/surroundings.hpp"

#include "cli/selection.hpp"

#include <algorithm>
#include <utility>

namespace boswell::cli {

static std::vector<GapRecord> gaps(const Context& context, const Jid& account, const Jid& with) {
    const auto stamp = stamp_filter(context);
    auto gaps = context.archive->gaps(
        {.accounts = {account}, .contacts = {with}, .since = stamp.since, .until = stamp.until},
        context.clock.now);
    // What was said in a room is missing only if the room's archive has a gap, or there is none.
    const auto is_of_room = [&](const GapRecord& gap) { return gap.archive == with; };
    if (std::ranges::any_of(gaps, is_of_room))
        std::erase_if(gaps, [&](const GapRecord& gap) { return !is_of_room(gap); });
    return gaps;
}

static bool has_presence(const Context& context, const Jid& account, const Jid& contact) {
    bool found = false;
    context.archive->for_each_presence({.accounts = {account}, .contacts = {contact}},
                                       [&found](const PresenceRecord&) {
                                           found = true;
                                           return false;
                                       });
    return found;
}

static std::vector<PresenceInterval> presence(const Context& context, const Jid& account,
                                              const Jid& contact, const Period& period) {
    const auto now = context.clock.now;
    const Period past{period.since, std::min(period.until, now)};
    std::vector<PresenceInterval> intervals;
    if (past.since >= past.until) return intervals;
    context.archive->for_each_interval({.accounts = {account}, .contacts = {contact}}, past, now,
                                       [&](const PresenceInterval& interval) {
                                           intervals.push_back(interval);
                                           return true;
                                       });
    return intervals;
}

/// A picture that somebody publishes by itself (XEP-0084) counts before that of his vCard.
static std::vector<view::PictureVersion> pictures(const Context& context, const Jid& account,
                                                  const Jid& contact) {
    std::vector<Time> changes;
    for (const auto& version : context.archive->vcard_versions(account, contact))
        changes.push_back(version.fetched_at);
    for (const auto& event : context.archive->pep_events(account, contact)) {
        if (event.node == PepNode::avatar) changes.push_back(event.seen_at);
    }
    std::ranges::sort(changes);
    std::vector<view::PictureVersion> versions;
    for (const auto change : changes) {
        std::string sha1;
        if (const auto published = context.archive->published_avatar(account, contact, change)) {
            sha1 = published->sha1;
        } else if (const auto record = context.archive->contact_at(account, contact, change);
                   record && record->vcard) {
            sha1 = record->vcard->avatar_sha1;
        }
        if (versions.empty() || versions.back().sha1 != sha1) versions.push_back({change, sha1});
    }
    return versions;
}

view::Surroundings surroundings_in(const Context& context) {
    view::Surroundings around;
    around.gaps = [&context](const Jid& account, const Jid& with) {
        return gaps(context, account, with);
    };
    // Formats ask for one contact again and again, and then for another.
    around.presence = [&context, last = std::pair<Jid, Jid>(), is_known = false](
                          const Jid& account, const Jid& contact, const Period& period) mutable {
        if (last != std::pair(account, contact)) {
            last = {account, contact};
            is_known = has_presence(context, account, contact);
        }
        return is_known ? presence(context, account, contact, period)
                        : std::vector<PresenceInterval>();
    };
    around.pictures = [&context](const Jid& account, const Jid& contact) {
        return pictures(context, account, contact);
    };
    around.picture = [&context](const std::string& sha1) {
        return context.archive->find_avatar(sha1);
    };
    return around;
}

}  // namespace boswell::cli
