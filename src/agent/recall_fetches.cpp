// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/recall_fetches.hpp"

#include <set>

namespace boswell::agent {

static void recall_pep(const archive::Reader& archive, const Jid& account, Time now,
                       const std::set<Jid>& publishers, xmpp::PepSchedule& schedule) {
    const auto known = archive.pep_known(account, now - xmpp::BundleSchedule::fresh_for);
    for (const auto& listed : known.listed) schedule.recall_nodes(listed.contact, listed.at);
    for (const auto& item : known.items)
        schedule.recall_item(item.contact, item.node, item.confirmed_at);
    for (const auto& key : known.keys)
        schedule.recall_keys(key.contact, key.list, std::to_string(key.device), key.seen_at);
    for (const auto& sha1 : known.avatars) schedule.recall_avatar(sha1);
    for (const auto& item : known.items) {
        if (!publishers.contains(item.contact)) continue;
        schedule.recall_published({.account = account,
                                   .contact = item.contact,
                                   .node = item.node,
                                   .item = {},
                                   .stamp = item.confirmed_at,
                                   .seen_at = item.confirmed_at,
                                   .payload = {},
                                   .fields = item.fields},
                                  now);
    }
}

void recall_fetches(const archive::Reader& archive, const Jid& account, Time now,
                    const std::vector<RosterItem>& contacts, xmpp::FetchSchedules& schedules) {
    const auto since = now - xmpp::VCardSchedule::fresh_for;
    for (const auto& known : archive.vcards_fetched_since(account, since))
        schedules.vcards.recall(known.contact, known.photo_sha1, known.fetched_at);
    std::set<Jid> publishers{account};
    for (const auto& contact : contacts) {
        if (gives_presence(contact.subscription)) publishers.insert(contact.jid);
    }
    recall_pep(archive, account, now, publishers, schedules.pep);
    for (const auto& contact : contacts) {
        schedules.vcards.want(contact.jid, now);
        if (publishers.contains(contact.jid)) schedules.pep.want(contact.jid, now);
    }
}

}  // namespace boswell::agent
