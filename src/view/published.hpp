// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/pep.hpp"
#include "model/record.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boswell::view {

/// All that one contact has published (XEP-0163), and who says that he was that contact.
struct Published {
    std::vector<PepEvent> events;
    std::vector<DeviceKeyRecord> keys;
    std::vector<MoveClaimRecord> claims;
};

/// XEP-0283 3.3: where a contact has moved is sure only if both addresses say so. Of an event that
/// says nothing of that, nothing.
std::optional<bool> is_verified(const Published& published, const PepEvent& event);
/// True if the contact's last word is that it has moved there.
bool is_verified(const Published& published, const MoveClaimRecord& claim);

/// A thing that was published, as it is told.
struct PublishedLine {
    Time time;  ///< when it was first seen
    std::string label;
    std::string text;  ///< printable
};
/// Oldest first.
std::vector<PublishedLine> published_lines(const Published& published, const TimeZone& zone);

}  // namespace boswell::view
