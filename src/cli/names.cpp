// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/names.hpp"

#include "base/printable.hpp"
#include "formats/transcript.hpp"

#include <algorithm>

namespace boswell::cli {

const Names::History& Names::history_of(const Jid& account, const Jid& contact) const {
    const auto [entry, added] = histories_.try_emplace({account, contact});
    if (added) {
        entry->second = {archive_.roster_versions(account, contact),
                         archive_.vcard_versions(account, contact)};
    }
    return entry->second;
}

// The version of that time; for what is older than all of them, the first. nullptr if there is
// none.
template <typename Version>
static const Version* version_at(const std::vector<Version>& versions, Time Version::*since,
                                 Time time) {
    if (versions.empty()) return nullptr;
    const auto next = std::ranges::upper_bound(versions, time, {}, since);
    return next == versions.begin() ? &versions.front() : &*(next - 1);
}

std::string Names::at(const Jid& account, const Jid& contact, Time time) const {
    const auto& history = history_of(account, contact);
    const auto* entry = version_at(history.roster, &RosterVersion::seen_at, time);
    if (entry != nullptr && !entry->item.name.empty()) return printable(entry->item.name);
    const auto* card = version_at(history.vcards, &VCardVersion::fetched_at, time);
    return card == nullptr ? "" : printable(card->vcard.nickname);
}

std::string Names::of(const Jid& account, const Jid& contact) const {
    return at(account, contact, Time::max());
}

std::string Names::sender(const MessageRecord& message) const {
    const bool occupant = message.in_room && message.from.bare() == message.with;
    if (occupant || message.type == MessageType::groupchat || message.direction == Direction::out) {
        return formats::sender(message);
    }
    const auto name = at(message.account, message.from.bare(), message.stamp);
    return name.empty() ? formats::sender(message) : name;
}

}  // namespace boswell::cli
