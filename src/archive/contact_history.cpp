// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/contact_history.hpp"

#include <set>

namespace boswell::archive {

void add_version(ContactRecord& record, RosterVersion version) {
    record.name = std::move(version.item.name);
    record.subscription = version.item.subscription;
    record.groups = std::move(version.item.groups);
    record.mark = version.item.mark;
}

void add_version(ContactRecord& record, VCardVersion version) {
    record.vcard = std::move(version);
    ++record.versions;
}

std::vector<ContactVersion> contact_history(const Reader& reader, const Jid& account,
                                            const Jid& contact) {
    auto cards = reader.vcard_versions(account, contact);
    auto entries = reader.roster_versions(account, contact);
    std::set<Time> changes;
    for (const auto& version : cards) changes.insert(version.fetched_at);
    for (const auto& version : entries) changes.insert(version.seen_at);
    std::vector<ContactVersion> versions;
    ContactRecord record{.account = account, .jid = contact};
    auto card = cards.begin();
    auto entry = entries.begin();
    for (const auto change : changes) {
        while (card != cards.end() && card->fetched_at <= change)
            add_version(record, std::move(*card++));
        while (entry != entries.end() && entry->seen_at <= change)
            add_version(record, std::move(*entry++));
        if (record.subscription || record.vcard) versions.push_back({change, record});
    }
    return versions;
}

}  // namespace boswell::archive
