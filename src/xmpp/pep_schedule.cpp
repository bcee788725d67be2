// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/pep_schedule.hpp"

#include "base/integer.hpp"
#include "model/contact.hpp"

#include <algorithm>
#include <cstdint>

namespace boswell::xmpp {

using Kind = PepRequest::Kind;

/// False also if the clock was set back since.
static bool is_within(Time then, milliseconds length, Time now) {
    return then <= now && now < then + length;
}

void PepSchedule::recall_nodes(const Jid& contact, Time asked_at) {
    auto& known = contacts_[contact].asked_at;
    if (!known) known = asked_at;
}

void PepSchedule::recall_item(const Jid& contact, PepNode node, Time seen_at) {
    contacts_[contact].items.try_emplace(node, seen_at);
}

void PepSchedule::recall_keys(const Jid& contact, PepNode list, const std::string& device,
                              Time fetched_at) {
    bundles_.recall(contact, list, device, fetched_at);
}

void PepSchedule::recall_avatar(const std::string& sha1) { avatars_.insert(sha1); }

void PepSchedule::recall_published(const PepEvent& event, Time now) {
    if (contacts_.size() >= max_contacts && !contacts_.contains(event.contact)) return;
    if (is_device_list(event.node)) bundles_.see(event, now);
    if (event.node == PepNode::avatar) see_avatar(event, contacts_[event.contact]);
}

void PepSchedule::want(const Jid& contact, Time now) {
    if (contacts_.size() >= max_contacts && !contacts_.contains(contact)) return;
    const auto& asked_at = contacts_[contact].asked_at;
    const PepRequest request{.contact = contact};
    if (queue_.is_in_flight(request) || (asked_at && is_within(*asked_at, fresh_for, now))) return;
    queue_.add(request);
}

void PepSchedule::want_item(const Jid& contact, PepNode node) {
    const auto known = contacts_.find(contact);
    if (known == contacts_.end()) return;
    known->second.items.erase(node);
    queue_.add({.contact = contact, .kind = Kind::item, .node = node});
}

void PepSchedule::has_nodes(const Jid& contact, const std::set<PepNode>& nodes, Time now) {
    auto& known = contacts_[contact];
    known.asked_at = now;
    auto wanted = nodes;
    // What was published and is not listed is asked for, too: the answer says whether it is gone.
    for (const auto& [node, seen_at] : known.items) wanted.insert(node);
    for (const auto node : wanted) {
        const PepRequest request{.contact = contact, .kind = Kind::item, .node = node};
        if (!is_fresh(request, now)) queue_.add(request);
    }
}

bool PepSchedule::is_fresh(const PepRequest& request, Time now) const {
    const auto& items = contacts_.at(request.contact).items;
    const auto seen = items.find(request.node);
    return seen != items.end() && is_within(seen->second, fresh_for, now);
}

// Events come of contacts and of the account itself, of nobody else.
void PepSchedule::see(const PepEvent& event) {
    if (contacts_.size() >= max_contacts && !contacts_.contains(event.contact)) return;
    auto& contact = contacts_[event.contact];
    if (event.payload)
        contact.items[event.node] = event.seen_at;
    else if (!event.is_retraction)
        contact.items.erase(event.node);
    if (is_device_list(event.node)) bundles_.see(event, event.seen_at);
    if (event.node == PepNode::avatar) see_avatar(event, contact);
}

static std::string value_of(const PepEvent& event, std::string_view name) {
    const auto field = std::ranges::find(event.fields, name, &PepField::name);
    return field == event.fields.end() ? std::string() : field->value;
}

void PepSchedule::see_avatar(const PepEvent& event, Contact& contact) {
    contact.avatar.clear();
    avatar_wanted_by_.erase(event.contact);
    const auto hash = value_of(event, "sha1");
    const auto size = parse_integer<std::uint64_t>(value_of(event, "bytes"));
    const bool is_too_large = size && *size > Avatar::largest;
    const bool is_elsewhere = !value_of(event, "url").empty();
    if (hash.empty() || is_elsewhere || is_too_large || avatars_.contains(hash)) return;
    contact.avatar = hash;
    avatar_wanted_by_.insert(event.contact);
}

void PepSchedule::enqueue_avatars(Time now) {
    std::erase_if(avatar_wanted_by_, [&](const Jid& jid) {
        auto& contact = contacts_[jid];
        if (!contact.avatars.allows(now)) return false;
        contact.avatars.note(now);
        queue_.add({.contact = jid, .kind = Kind::avatar, .id = contact.avatar});
        return true;
    });
}

std::optional<PepRequest> PepSchedule::next(Time now) {
    enqueue_avatars(now);
    while (auto request = queue_.next()) {
        // What was told meanwhile need not be asked for.
        if (request->kind != Kind::item || !is_fresh(*request, now)) return request;
        queue_.end(*request);
    }
    return bundles_.next(now);
}

void PepSchedule::answered(const PepRequest& request, Found found, Time now) {
    if (request.kind == Kind::bundle)
        return found == Found::yes ? bundles_.fetched(request, now) : bundles_.missed(request, now);
    queue_.end(request);
    if (avatars_.size() >= max_avatars) avatars_.clear();
    if (request.kind == Kind::avatar) avatars_.insert(request.id);
}

void PepSchedule::failed(const PepRequest& request, Time now) {
    if (request.kind == Kind::bundle) return bundles_.missed(request, now);
    queue_.end(request);
}

void PepSchedule::reset() {
    queue_.reset();
    bundles_.reset();
}

}  // namespace boswell::xmpp
