// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/contact.hpp"
#include "model/picture_version.hpp"
#include "model/presence.hpp"
#include "model/record.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace boswell::view {

/// What a page or a format for people may ask of the archive, beside the records that it is given.
/// Each may be empty: then nothing is known.
struct Surroundings {
    /// The times of which messages may be missing from a conversation, ascending.
    std::function<std::vector<GapRecord>(const Jid& account, const Jid& with)> gaps;
    /// Tiles the period; empty if the contact has no presence at all.
    std::function<std::vector<PresenceInterval>(const Jid& account, const Jid& contact,
                                                const Period& period)>
        presence;
    /// Oldest first.
    std::function<std::vector<PictureVersion>(const Jid& account, const Jid& contact)> pictures;
    /// The picture of that name, if it is here.
    std::function<std::optional<Avatar>(const std::string& sha1)> picture;
    /// A message that no page before has shown, for replies to it. Only where it has an address.
    std::function<std::optional<MessageRecord>(std::int64_t id)> message;
};

}  // namespace boswell::view
