// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/recall_fetches.hpp"

namespace boswell::agent {

static void recall_pep(const archive::Reader& archive, const Jid& account, Time now,
                       xmpp::PepSchedule& schedule) {
    const auto known = archive.pep_known(account, now - xmpp::PepSchedule::keys_fresh_for);
    for (const auto& listed : known.listed) schedule.recall_nodes(listed.contact, listed.at);
    for (const auto& item : known.items)
        schedule.recall_item(item.contact, item.node, item.confirmed_at);
    for (const auto& key : known.keys)
        schedule.recall_keys(key.contact, key.list, std::to_string(key.device), key.seen_at);
    for (const auto& sha1 : known.avatars) schedule.recall_avatar(sha1);
}

void recall_fetches(const archive::Reader& archive, const Jid& account, Time now,
                    const std::vector<RosterItem>& contacts, xmpp::FetchSchedules& schedules) {
    const auto since = now - xmpp::VCardSchedule::fresh_for;
    for (const auto& known : archive.vcards_fetched_since(account, since))
        schedules.vcards.recall(known.contact, known.photo_sha1, known.fetched_at);
    recall_pep(archive, account, now, schedules.pep);
    for (const auto& contact : contacts) {
        schedules.vcards.want(contact.jid, now);
        if (gives_presence(contact.subscription)) schedules.pep.want(contact.jid, now);
    }
}

}  // namespace boswell::agent
