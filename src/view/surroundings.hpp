// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/contact.hpp"
#include "model/presence.hpp"
#include "model/record.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace boswell::view {

/// The picture that a contact had from then on.
struct PictureVersion {
    Time since;
    std::string sha1;  ///< hex, a name for it; "" for none
    friend bool operator==(const PictureVersion&, const PictureVersion&) = default;
};

/// What a format for people may ask of the archive, beside the records that it is given. Each may
/// be empty: then nothing is known.
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
};

}  // namespace boswell::view
