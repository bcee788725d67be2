// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"

#include <optional>
#include <string>

namespace boswell::xmpp {

/// A message of an archive (XEP-0313), as far as a hole has to know it.
struct ArchivePlace {
    std::string id;  ///< "" if it is not known
    std::optional<Time> at;
    friend bool operator==(const ArchivePlace&, const ArchivePlace&) = default;
};

/// What came of a page before the stream broke.
struct BrokenPage {
    ArchivePlace first;  ///< ids are "" if nothing came
    ArchivePlace last;
    int size = 0;  ///< how many messages were asked for
    int seen = 0;  ///< and how many came
};

/// Where an archive has something that nobody can read: whenever it is sent, the stream breaks
/// (malformed XML, elements nested without end). Such a message has to be passed over without being
/// asked for, so its neighbours are looked for: below it by what came before the stream broke,
/// above it by smaller and smaller pages before `above`. Each attempt that fails costs a session,
/// so this outlives them.
struct ArchiveHole {
    Jid archive;
    bool in_older = false;  ///< it was found while older messages were fetched, else among new ones
    ArchivePlace below;     ///< the last message known to be before it
    ArchivePlace above;     ///< the first message known to be after it; "": the archive has none
    ArchivePlace newest;    ///< among new messages: the newest one that came meanwhile
    ArchivePlace oldest;    ///< among older ones: from here on to `below` all came
    int size = first_size;  ///< of the next page before `above`; 0: there is nothing left to ask
    bool looks_below = false;  ///< the next page is asked for in order to see `below`
    bool at_end = false;       ///< nothing that can be read follows it so far

    static constexpr int first_size = 50;
    friend bool operator==(const ArchiveHole&, const ArchiveHole&) = default;

    /// To be called with what came of a page before `above` that broke the stream.
    void narrow(const BrokenPage& page);
    /// To be called with the first and the last message of such a page that came well.
    void lower(const ArchivePlace& first, const ArchivePlace& last);
    /// Between which messages it is, for people.
    std::string describe() const;
};

}  // namespace boswell::xmpp
