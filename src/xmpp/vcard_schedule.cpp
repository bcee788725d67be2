// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/vcard_schedule.hpp"

namespace boswell::xmpp {

void VCardSchedule::enqueue(const Jid& contact, Known& known) {
    if (known.queued) return;
    known.queued = true;
    queue_.push_back(contact);
}

void VCardSchedule::recall(const Jid& contact, const std::string& hash, Time fetched_at) {
    const auto [known, is_new] = known_.try_emplace(contact);
    if (is_new) known->second = {.fetched_at = {fetched_at}, .hash = hash};
}

void VCardSchedule::want(const Jid& contact, Time now) {
    if (known_.size() >= max_contacts && !known_.contains(contact)) return;
    auto& known = known_[contact];
    if (in_flight_.contains(contact)) return;
    const bool is_fresh = !known.fetched_at.empty() && known.fetched_at.back() <= now &&
                          now < known.fetched_at.back() + fresh_for;
    if (is_fresh) return;
    enqueue(contact, known);
}

void VCardSchedule::saw_hash(const Jid& contact, const std::string& hash) {
    const auto found = known_.find(contact);
    if (found == known_.end() || found->second.queued) return;
    if (const auto asked = in_flight_.find(contact); asked != in_flight_.end())
        asked->second = hash;
    else if (!found->second.fetched_at.empty())
        note_hash(contact, found->second, hash);
}

// The announced hash need not be that of the photo (which may be too large, or was converted by the
// server), so both count: otherwise each presence of such a contact would fetch the same vCard
// again. Several clients of a contact may announce a hash each.
void VCardSchedule::note_hash(const Jid& contact, Known& known, const std::string& hash) {
    if (hash == known.hash || known.announced.contains(hash)) return;
    if (known.announced.size() >= max_announced) known.announced.clear();
    known.announced.insert(hash);
    changed_.insert(contact);
}

bool VCardSchedule::is_exhausted(const Known& known, Time now) {
    return known.fetched_at.size() == max_burst && now < known.fetched_at.front() + burst_time;
}

std::optional<Jid> VCardSchedule::next(Time now) {
    std::erase_if(changed_, [&](const Jid& contact) {
        auto& known = known_[contact];
        if (is_exhausted(known, now)) return false;
        enqueue(contact, known);
        return true;
    });
    if (queue_.empty() || in_flight_.size() >= max_in_flight) return std::nullopt;
    auto contact = std::move(queue_.front());
    queue_.pop_front();
    known_[contact].queued = false;
    in_flight_.emplace(contact, std::nullopt);
    return contact;
}

void VCardSchedule::fetched(const Jid& contact, const std::string& hash, Time now) {
    auto& known = known_[contact];
    known.fetched_at.push_back(now);
    if (known.fetched_at.size() > max_burst) known.fetched_at.erase(known.fetched_at.begin());
    if (hash != known.hash) known.announced.clear();  // another photo: the hashes are old
    known.hash = hash;
    auto asked = in_flight_.extract(contact);
    if (asked && asked.mapped()) note_hash(contact, known, *asked.mapped());
}

void VCardSchedule::failed(const Jid& contact) { in_flight_.erase(contact); }

void VCardSchedule::reset() {
    for (const auto& [contact, hash] : in_flight_) enqueue(contact, known_[contact]);
    in_flight_.clear();
}

}  // namespace boswell::xmpp
