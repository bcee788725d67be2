// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sign_of_life.hpp"
#include "stanza/translate.hpp"
#include "xmpp/archive_hole.hpp"
#include "xmpp/session/archive_hole_search.hpp"
#include "xmpp/session/archive_pages.hpp"
#include "xmpp/session/archive_query.hpp"
#include "xmpp/session/outlet.hpp"
#include "xmpp/session_options.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace boswell::xmpp {

/// Fetches the messages of a server's archive (XEP-0313) that we do not hold, a page at a time:
/// first those that are newer than the newest we hold, then, newest first, the older ones as far
/// back as they are wanted. After each page it reports the span that is now held without a hole;
/// the next session goes on from the span that is on disk. Live messages never extend that span,
/// since one may be missing among them. Once an hour the ten minutes before the newest message are
/// asked for again, because a server may place a message before one that it has given already.
///
/// Whatever the server answers, the number of requests is bounded: a page that leads nowhere ends
/// the run, and the next one begins after the interval. A page that is not answered is taken for
/// one with a message that the server cannot send, if the server answers all else: that message is
/// passed over like one that breaks the stream, but only if other pages do come, because otherwise
/// the archive itself is out of order.
class ArchiveFetcher {
public:
    using Instant = IqTracker::Instant;
    /// How long after a run the next one begins: usually, and where what is new reaches us only
    /// through the archive.
    static constexpr std::chrono::seconds usual_interval = std::chrono::hours(1);
    static constexpr std::chrono::seconds short_interval = archive_interval;

    struct Options {
        Jid archive;  ///< bare: the account itself, or a room
        History history;
        std::optional<ArchiveProgress> progress;
        std::optional<ArchiveHole> hole = {};  ///< that an earlier session left
    };
    /// All references outlive this.
    ArchiveFetcher(Options options, stanza::Context& context, Outlet& outlet);

    /// Begins to fetch.
    void begin(Instant now);
    /// Begins after the interval: nothing was missed so far.
    void rest(Instant now);
    /// Begins again once the interval is over. To be called now and then.
    void tick(Instant now);
    /// From the end of the next run on.
    void set_interval(std::chrono::seconds interval) { interval_ = interval; }
    /// Notes a message if it is a result of the open query.
    void see(const stanza::Element& message);
    /// What the server sent cannot be read, and the stream is over. If a page is open, that may
    /// have been a message of it.
    void on_broken();
    /// What has to be passed over, in a later session if this one ends now.
    /// What was only not answered is not: a later session may find it answered.
    std::optional<ArchiveHole> hole() const {
        return search_.is_silent() ? std::nullopt : search_.hole();
    }
    bool idle() const { return !running_; }
    /// The last run found nothing newer than what is held.
    bool caught_up() const { return progress_ && progress_->caught_up; }

private:
    /// What is called for the page, and what if the archive does not know the id that the request
    /// goes on from.
    struct Next {
        void (ArchiveFetcher::*page)();
        void (ArchiveFetcher::*unknown_id)();
    };
    void ask(const PageRequest& request, Next next);
    void doubt(const PageRequest& request);
    ArchivePlace near_side(const PageRequest& request) const;

    bool holds_any() const { return progress_ && !progress_->newest_id.empty(); }
    bool wants_older() const;
    void fetch_newer();
    void ask_overlap();
    void ask_newer();
    void take_newer();
    void finish_newer();
    void fetch_older();
    void ask_older();
    void take_older();
    void finish_older();
    void hold_older();
    void take_end();
    void find_gap();
    void take_oldest();
    void tell_gap(Time since, Time until, const std::string& reason);
    void search_hole();
    void ask_beside();
    void take_beside();
    void forget_hole();
    void pass_hole();
    void end_above(const ArchiveHole& hole);
    void rest_below(const ArchiveHole& hole);
    void hold_newest(const ArchivePlace& place);
    void report();
    void stop(std::string_view why);

    const Jid archive_;
    const History history_;
    stanza::Context& context_;
    Outlet& outlet_;
    ArchivePages pages_;
    std::optional<ArchiveProgress> progress_;
    bool older_wanted_;
    bool older_found_ = false;  // in this run: the newest may have moved meanwhile
    bool running_ = false;
    bool failed_ = false;  // the last run, or this one so far
    std::chrono::seconds interval_ = usual_interval;
    std::optional<Instant> next_run_;
    std::optional<Instant> next_overlap_;
    bool overlaps_ = false;  // this run
    int page_size_ = PageRequest().size;
    ArchiveHoleSearch search_;
    int vain_searches_ = 0;  // of this run: what was not answered came then
    ArchivePage page_;       // the last one that came
    ArchiveWalk walk_;
};

}  // namespace boswell::xmpp
