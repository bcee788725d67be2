// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/contact_history.hpp"

#include <set>

namespace boswell::archive {

std::vector<ContactVersion> contact_history(const Reader& reader, const Jid& account,
                                            const Jid& contact) {
    std::set<Time> changes;
    for (const auto& version : reader.vcard_versions(account, contact)) {
        changes.insert(version.fetched_at);
    }
    for (const auto& version : reader.roster_versions(account, contact)) {
        changes.insert(version.seen_at);
    }
    std::vector<ContactVersion> versions;
    for (const auto change : changes) {
        if (auto record = reader.contact_at(account, contact, change)) {
            versions.push_back({change, std::move(*record)});
        }
    }
    return versions;
}

}  // namespace boswell::archive
