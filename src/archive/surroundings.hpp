// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"
#include "model/picture_version.hpp"

#include <vector>

/// What an archive knows beside the messages of a conversation, for pages that show them.
namespace boswell::archive {

/// The times of which messages of the selection's one account and contact may be missing, ascending
/// as in Reader::gaps(); of a conversation in a room those of the room's archive, if it has any.
std::vector<GapRecord> conversation_gaps(const Reader& reader, const Selection& selection,
                                         Time now);

/// Tiles the part of the period that is not in the future; empty if the contact has no presence at
/// all.
std::vector<PresenceInterval> contact_presence(const Reader& reader, const Jid& account,
                                               const Jid& contact, const Period& period, Time now);

/// Oldest first. A picture that somebody publishes by itself (XEP-0084) counts before that of his
/// vCard (XEP-0153).
std::vector<PictureVersion> picture_versions(const Reader& reader, const Jid& account,
                                             const Jid& contact);

}  // namespace boswell::archive
