// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "model/record.hpp"

#include <optional>
#include <vector>

/// From what an agent watched and what is held of the servers' archives to what may be missing.
/// Pure: no SQL.
namespace boswell::archive {

/// A time in which an account was not connected; absent `until`: it is not.
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
};

/// What of `unwatched` the archive does not make up for, and what is older than what is held.
/// `first_watched` is when an agent was first connected.
std::vector<GapRecord> missing(const KnownArchive& archive, const std::vector<Unwatched>& unwatched,
                               Time first_watched);

/// Ordered by account and time; those of one archive and reason that touch become one.
std::vector<GapRecord> merged(std::vector<GapRecord> gaps);

}  // namespace boswell::archive
