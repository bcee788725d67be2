// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/archive_hole.hpp"
#include "xmpp/session/archive_query.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace boswell::xmpp {

/// Searches an archive for the neighbours of a message that breaks the stream: says which page to
/// ask for next, and learns from what came of it. A page that breaks the stream ends the session,
/// so the hole goes on to the next one. Whoever owns this asks for the pages, and moves on from the
/// hole once it is found, or once all that was asked for came.
///
/// A server may also send nothing at all of a page with such a message, and leave the request
/// unanswered. Then nothing is learned from what came before the message, so the neighbour below it
/// is looked for with smaller and smaller pages, too. Among older messages these begin at a page
/// from further back, which is found by its time.
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
    /// The page that `request` asked for was not answered, though all else is. `page` is what came
    /// of it; for the rest see on_broken().
    void on_silent(const Jid& archive, const PageRequest& request, const ArchivePage& page,
                   const ArchivePlace& place);
    /// What is searched for was not answered, and did not break the stream.
    bool is_silent() const { return silent_; }
    /// A page of the search came, so the archive is not silent altogether.
    bool is_answered() const { return answered_; }
    /// The pages that are asked for lead from the messages above the hole down to it.
    bool comes_from_above() const { return sides_.empty() || sides_.front() == Side::above; }

    /// To be called with the page that is open, after each of its messages.
    void see(const ArchivePage& page);

    /// Begins to look. False if nothing is left to ask: the neighbours are known.
    bool begin();
    /// The next page, not reaching further back than `since`. Only after begin(), or more.
    PageRequest next(std::optional<Time> since);

    enum class Found {
        more,     ///< ask for the next page
        side,     ///< begin again, from another side
        nothing,  ///< all that was asked for came: what broke the stream is gone, or was no message
        circle    ///< the server gave the same page again
    };
    /// To be called with a page of the search that came well.
    Found take(const ArchivePage& page);

    /// Ends the search and returns what was found.
    ArchiveHole end();
    /// Looks no further in this run. False if the open page was none of the search.
    bool leave() { return std::exchange(searching_, false); }
    /// Searches again in a later run, or session, beginning with this.
    void keep(ArchiveHole hole) { hole_ = std::move(hole); }

private:
    /// Where the pages come from: before `above`, before a time that lies further back, after
    /// `below`.
    enum class Side { above, back, below };

    bool is_done_with(Side side) const;
    void narrow(const PageRequest& request, const ArchivePage& page);
    Time back_time() const;
    Found take_back(const ArchivePage& page);
    Found take_above(const ArchivePage& page);
    Found take_below(const ArchivePage& page);

    std::optional<ArchiveHole> hole_;
    bool silent_ = false;
    bool answered_ = false;
    std::deque<Side> sides_;  // what is left to look at, if the server is silent
    std::size_t back_ = 0;    // how many times were tried
    int climb_ = 0;           // the size of the next page after `below`
    bool probes_ = false;     // the next page before `above` has one message only, which
                              // shows whether the archive answers at all
    bool searching_ = false;  // the open page is one of the search
    bool met_ = false;        // a page of one side has the message of the other side
    ArchiveWalk walk_;
};

}  // namespace boswell::xmpp
