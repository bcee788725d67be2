// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/published.hpp"

#include "base/printable.hpp"
#include "view/pep_text.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::view {

std::optional<bool> is_verified(const Published& published, const PepEvent& event) {
    if (event.node != PepNode::moved || event.fields.empty()) return std::nullopt;
    return std::ranges::any_of(published.claims, [&](const MoveClaimRecord& claim) {
        return claim.claimant.str() == event.fields.front().value;
    });
}

bool is_verified(const Published& published, const MoveClaimRecord& claim) {
    const PepEvent* last = nullptr;
    for (const auto& event : published.events) {
        if (event.node == PepNode::moved) last = &event;
    }
    return last != nullptr && !last->fields.empty() &&
           last->fields.front().value == claim.claimant.str();
}

static std::string_view word_for(bool verified) { return verified ? "verified" : "not verified"; }

static PublishedLine line_of(const Published& published, const PepEvent& event,
                             const TimeZone& zone) {
    auto text = printable(pep_text(event));
    if (const auto verified = is_verified(published, event))
        text += fmt::format("; {}", word_for(*verified));
    if (event.stamp != event.seen_at)
        text += fmt::format(" (since {})", exact_time(event.stamp, zone));
    return {
        event.seen_at,
        is_device_list(event.node) ? devices_label(event.node) : std::string(to_string(event.node)),
        std::move(text)};
}

/// True if the device has shown another key earlier.
static bool is_another(const Published& published, const DeviceKeyRecord& key) {
    return std::ranges::any_of(published.keys, [&](const DeviceKeyRecord& earlier) {
        return earlier.device == key.device && earlier.list == key.list &&
               earlier.first_seen < key.first_seen;
    });
}

static PublishedLine line_of(const Published& published, const DeviceKeyRecord& key,
                             const TimeZone& zone) {
    auto text = key_text(key);
    if (is_another(published, key)) text += ", another key than before";
    if (!key.announced) text += fmt::format(", until {} or later", exact_time(key.last_seen, zone));
    return {key.first_seen, "key", printable(text)};
}

static PublishedLine line_of(const Published& published, const MoveClaimRecord& claim,
                             const TimeZone& /*zone*/) {
    return {claim.first_seen, "moved",
            fmt::format("{} says that it was this contact; {}", printable(claim.claimant.str()),
                        word_for(is_verified(published, claim)))};
}

std::vector<PublishedLine> published_lines(const Published& published, const TimeZone& zone) {
    std::vector<PublishedLine> lines;
    for (const auto& event : published.events) lines.push_back(line_of(published, event, zone));
    for (const auto& key : published.keys) lines.push_back(line_of(published, key, zone));
    for (const auto& claim : published.claims) lines.push_back(line_of(published, claim, zone));
    std::ranges::stable_sort(lines, {}, &PublishedLine::time);
    return lines;
}

}  // namespace boswell::view
