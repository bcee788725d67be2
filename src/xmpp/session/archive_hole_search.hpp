// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/archive_hole.hpp"
#include "xmpp/session/archive_query.hpp"

#include <optional>
#include <utility>

namespace boswell::xmpp {

/// Searches an archive for the neighbours of a message that breaks the stream: says which page to
/// ask for next, and learns from what came of it. A page that breaks the stream ends the session,
/// so the hole goes on to the next one. Whoever owns this asks for the pages, and moves on from the
/// hole once it is found, or once all that was asked for came.
class ArchiveHoleSearch {
public:
    /// `hole` is what an earlier session left.
    explicit ArchiveHoleSearch(std::optional<ArchiveHole> hole) : hole_(std::move(hole)) {}

    /// What is being searched for, if anything.
    const std::optional<ArchiveHole>& hole() const { return hole_; }

    /// What came of the page that `request` asked for, before the stream broke. A page of the
    /// search narrows it. Any other one begins a search at `place`, the last message that is known
    /// to be on the near side of the page: that of the id in the request.
    void on_broken(const Jid& archive, const PageRequest& request, const ArchivePage& page,
                   const ArchivePlace& place);
    /// To be called with the page that is open, after each of its messages.
    void see(const ArchivePage& page);

    /// Begins to look. False if nothing is left to ask: the neighbours are known.
    bool begin();
    /// The next page, not reaching further back than `since`. Only after begin(), or more.
    PageRequest next(std::optional<Time> since);

    enum class Found {
        more,     ///< ask for the next page
        nothing,  ///< all that was asked for came: what broke the stream is gone, or was no message
        circle    ///< the server gave the same page again
    };
    /// To be called with a page of the search that came well.
    Found take(const ArchivePage& page);

    /// Ends the search and returns what was found.
    ArchiveHole end();
    /// Searches again in a later run, or session, beginning with this.
    void keep(ArchiveHole hole) { hole_ = std::move(hole); }

private:
    std::optional<ArchiveHole> hole_;
    bool searching_ = false;  // the open page is one of the search
    bool met_ = false;        // the message below the hole came in a page above it
    ArchiveWalk walk_;
};

}  // namespace boswell::xmpp
