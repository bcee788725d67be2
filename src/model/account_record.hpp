// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "model/pep.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the archive gives back of accounts and of itself; see model/record.hpp.
namespace boswell {

/// How much of a server's archive (XEP-0313) is held.
struct HeldArchive {
    bool complete = false;             ///< there is nothing older, or nothing older is wanted
    std::optional<Time> caught_up_at;  ///< when there was last nothing newer
    std::optional<Time> oldest;        ///< of what is held; absent if that is nothing
};

/// What an account's server says that its archive keeps, and whether we depend on that.
struct ArchiveTerms {
    ArchivePreferences preferences;
    bool is_only_source = false;  ///< of what is sent to the bare JID, as far as is known
    Time seen_at;                 ///< when the server first said so
    Time confirmed_at;            ///< and when last
};

/// From when to when a server's archive reaches, as it last said. No ends: it is empty.
struct ArchiveExtent {
    std::optional<Time> oldest;
    std::optional<Time> newest;
    Time told_at;
};

/// A room that an account is told to be in.
struct RoomRecord {
    Jid jid;
    std::string nickname;
    RoomState state = RoomState::left;
    Time since;
    std::string reason;              ///< why it is left or failed
    std::optional<Time> seen_until;  ///< what was said until then was seen; absent if none was
    std::string subject;
    std::optional<HeldArchive> archive;  ///< absent if the room has none, or never was asked
};

struct AccountRecord {
    Jid jid;
    ConnectionState state = ConnectionState::offline;
    std::optional<Time> since;
    std::optional<Time> last_proof;
    std::string tls;
    std::string sasl;
    std::vector<std::string> features;
    std::int64_t messages = 0;
    std::string last_error;
    std::optional<HeldArchive> archive;   ///< absent if the server has none, or never was asked
    std::optional<ArchiveTerms> terms;    ///< absent if it has none, or never was asked
    std::optional<ArchiveExtent> extent;  ///< absent if it never said
    std::optional<std::chrono::hours> retention;  ///< at most; absent: for ever, or not said
    std::vector<RoomRecord> rooms;                ///< ordered by JID
};

/// A span of time of which messages may be missing; a point in time if since equals until.
struct GapRecord {
    Jid account;
    Jid archive;                ///< bare: the account's own, or a room's
    std::optional<Time> since;  ///< absent: as far back as the archive reaches
    std::optional<Time> until;  ///< absent: it lasts
    std::string reason;         ///< a sentence, with what can be done if something can
};

/// A version of a bookmark of an account.
struct BookmarkRecord {
    Jid account;
    Bookmark bookmark;
    Time seen_at;       ///< first seen like this
    Time confirmed_at;  ///< last seen like this
};

struct StatsRecord {
    std::int64_t messages = 0;
    std::int64_t presences = 0;
    std::int64_t vcards = 0;
    std::int64_t conversations = 0;
    std::int64_t contacts = 0;
    std::int64_t bytes = 0;
    /// The index for substrings: "building", "complete" or "removing"; "" if there is none.
    std::string substring_index;
    std::int64_t substring_indexed = 0;  ///< messages, while it is being built
};

}  // namespace boswell
