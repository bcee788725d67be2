// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "model/record.hpp"

#include <optional>
#include <vector>

/// Which messages may be missing, by the times in which an agent watched and by what is held of
/// the servers' archives. Pure: no SQL.
namespace boswell::archive {

/// A time in which an account was not connected. Without `until` it still is not.
struct Unwatched {
    Time since;
    std::optional<Time> until;
};

/// One archive of a server, as far as it is known.
struct KnownArchive {
    Jid account;
    Jid jid;              ///< the account's own, or a room's
    bool exists = false;  ///< the server said that it keeps one, or has given something of it
    std::optional<HeldArchive> held;
    std::optional<ArchiveExtent> extent = {};
    /// Nothing else is known to bring what is sent to the account, so what is watched of the time
    /// since the archive last told all does not count.
    bool is_only_source = false;
};

/// The gaps of an archive: the times of `unwatched` for which the archive has nothing, and the time
/// before the oldest message that is held. What the server says of its extent tells which of it can
/// still be fetched. `first_watched` is when an agent was first connected.
std::vector<GapRecord> missing(const KnownArchive& archive, const std::vector<Unwatched>& unwatched,
                               Time first_watched);

/// The gap of an account that is connected since `connected_since`, if its archive is the only
/// source and has told nothing at `now` for longer than archive_patience.
std::optional<GapRecord> unanswered(const KnownArchive& archive, Time connected_since, Time now);

/// The gaps ordered by account and time. Gaps of one archive that touch and have the same reason
/// become one.
std::vector<GapRecord> merged(std::vector<GapRecord> gaps);

}  // namespace boswell::archive
