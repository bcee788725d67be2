// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/vcard_schedule.hpp"

namespace boswell::xmpp {

void VCardSchedule::recall(const Jid& contact, const std::string& hash, Time fetched_at) {
    const auto [known, is_new] = known_.try_emplace(contact);
    if (is_new) known->second = {.fetched_at = {fetched_at}, .hash = hash};
}

void VCardSchedule::want(const Jid& contact, Time now) {
    if (known_.size() >= max_contacts && !known_.contains(contact)) return;
    auto& known = known_[contact];
    if (queue_.is_in_flight(contact)) return;
    const bool is_fresh = !known.fetched_at.empty() && known.fetched_at.back() <= now &&
                          now < known.fetched_at.back() + fresh_for;
    if (is_fresh) return;
    queue_.add(contact);
}

void VCardSchedule::saw_hash(const Jid& contact, const std::string& hash) {
    const auto found = known_.find(contact);
    if (found == known_.end() || queue_.waits(contact)) return;
    if (queue_.is_in_flight(contact))
        announced_meanwhile_[contact] = hash;
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
        if (is_exhausted(known_[contact], now)) return false;
        queue_.add(contact);
        return true;
    });
    return queue_.next();
}

void VCardSchedule::fetched(const Jid& contact, const std::string& hash, Time now) {
    auto& known = known_[contact];
    known.fetched_at.push_back(now);
    if (known.fetched_at.size() > max_burst) known.fetched_at.erase(known.fetched_at.begin());
    if (hash != known.hash) known.announced.clear();  // another photo: the hashes are old
    known.hash = hash;
    queue_.end(contact);
    const auto meanwhile = announced_meanwhile_.extract(contact);
    if (meanwhile) note_hash(contact, known, meanwhile.mapped());
}

void VCardSchedule::failed(const Jid& contact) {
    queue_.end(contact);
    announced_meanwhile_.erase(contact);
}

void VCardSchedule::reset() {
    queue_.reset();
    announced_meanwhile_.clear();
}

}  // namespace boswell::xmpp
