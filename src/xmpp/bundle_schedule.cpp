// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/bundle_schedule.hpp"

#include <algorithm>
#include <vector>

namespace boswell::xmpp {

void BundleSchedule::recall(const Jid& contact, PepNode list, const std::string& device,
                            Time fetched_at) {
    contacts_[contact].keys.try_emplace({list, device}, Keys{.wanted_at = fetched_at + fresh_for});
}

static PepRequest request_for(const PepEvent& list, const std::string& device) {
    return {
        .contact = list.contact, .kind = PepRequest::Kind::bundle, .node = list.node, .id = device};
}

// Devices that came and went while they waited would take memory without end.
void BundleSchedule::forget_all_but(const PepEvent& list, Contact& contact) {
    const auto is_gone = [&](const std::string& device) {
        return std::ranges::find(list.fields, device, &PepField::value) == list.fields.end();
    };
    queue_.remove([&](const PepRequest& request) {
        return request.contact == list.contact && request.node == list.node && is_gone(request.id);
    });
    std::erase_if(contact.keys, [&](const auto& entry) {
        const auto& device = entry.first;
        return device.first == list.node && is_gone(device.second) &&
               contact.keys.size() > 2 * per_day;
    });
}

void BundleSchedule::see(const PepEvent& list, Time now) {
    auto& contact = contacts_[list.contact];
    forget_all_but(list, contact);
    for (const auto& device : list.fields) {
        const auto known = contact.keys.find({list.node, device.value});
        if (known != contact.keys.end() && now < known->second.wanted_at) continue;
        const auto request = request_for(list, device.value);
        if (!queue_.is_in_flight(request)) queue_.add(request);
    }
}

void BundleSchedule::want_again(Time now) {
    while (!again_.empty() && again_.begin()->first <= now) {
        const auto request = again_.extract(again_.begin()).mapped();
        const auto& keys = contacts_[request.contact].keys;
        const auto known = keys.find({request.node, request.id});
        const bool is_missing = known != keys.end() && known->second.missed != 0;
        if (is_missing && !queue_.is_in_flight(request)) queue_.add(request);
    }
}

std::optional<PepRequest> BundleSchedule::next(Time now) {
    want_again(now);
    if (!limit_.allows(now)) return std::nullopt;
    while (auto request = queue_.next()) {
        auto& limit = contacts_[request->contact].limit;
        if (limit.allows(now)) {
            limit.note(now);
            limit_.note(now);
            return request;
        }
        queue_.end(*request);
    }
    return std::nullopt;
}

void BundleSchedule::fetched(const PepRequest& request, Time now) {
    queue_.end(request);
    contacts_[request.contact].keys[{request.node, request.id}] = {.wanted_at = now + fresh_for};
}

void BundleSchedule::missed(const PepRequest& request, Time now) {
    queue_.end(request);
    auto& keys = contacts_[request.contact].keys[{request.node, request.id}];
    keys.wanted_at = now + attempts[std::min(keys.missed, attempts.size() - 1)];
    if (keys.missed < attempts.size()) again_.emplace(keys.wanted_at, request);
    ++keys.missed;
}

}  // namespace boswell::xmpp
