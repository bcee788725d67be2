// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/archive_fetcher.hpp"

#include "base/log.hpp"

#include <utility>

namespace boswell::xmpp {

static constexpr log::Domain domain{"xmpp"};

// The first page of a run that is repeated often and finds little.
static constexpr int small_page = 50;
static constexpr std::chrono::minutes overlap{10};
// So often in a run a page may not be answered and then come after all.
static constexpr int most_vain_searches = 3;

ArchiveFetcher::ArchiveFetcher(Options options, stanza::Context& context, Outlet& outlet)
    : archive_(std::move(options.archive)),
      history_(options.history),
      context_(context),
      outlet_(outlet),
      pages_(archive_, context, outlet),
      progress_(std::move(options.progress)),
      older_wanted_(wants_older()),
      search_(std::move(options.hole)) {}

// When all older messages had been fetched, the user may have asked for fewer than now.
bool ArchiveFetcher::wants_older() const {
    if (!holds_any() || !progress_->complete || !history_.since) return true;
    return progress_->oldest && *history_.since < *progress_->oldest;
}

void ArchiveFetcher::begin(Instant now) {
    if (running_) return;
    const bool is_repeated = progress_ && progress_->caught_up && next_run_;
    page_size_ = is_repeated && interval_ == short_interval ? small_page : PageRequest().size;
    overlaps_ = holds_any() && next_overlap_ && now >= *next_overlap_;
    if (overlaps_) next_overlap_.reset();
    const bool is_first = !next_run_;
    rest(now);
    running_ = true;
    older_found_ = false;
    vain_searches_ = 0;
    if (progress_) progress_->caught_up = false;
    if (hole() && !(hole()->at_end && is_first)) return search_hole();
    if (holds_any()) return fetch_newer();
    progress_.reset();
    older_wanted_ = true;
    fetch_older();
}

void ArchiveFetcher::rest(Instant now) {
    next_run_ = now + (hole() ? usual_interval : interval_);
    if (!next_overlap_) next_overlap_ = now + usual_interval;
}

void ArchiveFetcher::tick(Instant now) {
    if (running_)
        rest(now);
    else if (next_run_ && now >= *next_run_)
        begin(now);
}

void ArchiveFetcher::see(const stanza::Element& message) {
    if (pages_.see(message)) search_.see(pages_.page());
}

void ArchiveFetcher::ask(const PageRequest& request, Next next) {
    pages_.ask(request, [this, request, next](const std::string& error) {
        if (error == "item-not-found" && next.unknown_id != nullptr)
            return (this->*next.unknown_id)();
        if (error == ArchivePages::unanswered) return doubt(request);
        if (!error.empty()) return stop(error);
        page_ = pages_.page();
        (this->*next.page)();
    });
}

void ArchiveFetcher::doubt(const PageRequest& request) {
    // What breaks the stream was found earlier. It is asked for again in an hour.
    if (vain_searches_ == most_vain_searches) return stop(ArchivePages::unanswered);
    if (hole()) return search_.leave() ? finish_newer() : stop(ArchivePages::unanswered);
    search_.on_silent(archive_, request, pages_.page(), near_side(request));
    search_hole();
}

void ArchiveFetcher::fetch_newer() {
    if (hole()) return finish_newer();  // what follows cannot be read
    if (std::exchange(overlaps_, false) && progress_->newest) return ask_overlap();
    walk_.start_at(progress_->newest_id);
    ask_newer();
}

void ArchiveFetcher::ask_overlap() {
    walk_.start_at("");
    ask({.since = *progress_->newest - overlap, .size = page_size_},
        {.page = &ArchiveFetcher::take_newer, .unknown_id = nullptr});
}

void ArchiveFetcher::ask_newer() {
    ask({.after = progress_->newest_id, .size = page_size_},
        {.page = &ArchiveFetcher::take_newer, .unknown_id = &ArchiveFetcher::find_gap});
}

void ArchiveFetcher::take_newer() {
    if (!page_.empty()) {
        if (!walk_.moves_to(page_.last)) return stop("the same page again");
        progress_->newest_id = page_.last;
        if (page_.last_at) progress_->newest = page_.last_at;
    }
    progress_->caught_up = page_.complete;
    page_size_ = PageRequest().size;
    report();
    page_.complete ? finish_newer() : ask_newer();
}

void ArchiveFetcher::finish_newer() {
    if (older_wanted_) return fetch_older();
    running_ = false;
}

void ArchiveFetcher::fetch_older() {
    walk_.start_at(progress_ ? progress_->oldest_id : "");
    ask_older();
}

void ArchiveFetcher::ask_older() {
    const auto end = progress_ ? &ArchiveFetcher::take_end : nullptr;
    ask({.before = progress_ ? progress_->oldest_id : "", .since = history_.since},
        {.page = &ArchiveFetcher::take_older, .unknown_id = end});
}

void ArchiveFetcher::take_older() {
    if (!page_.empty() && !walk_.moves_to(page_.first)) return stop("the same page again");
    hold_older();
    if (page_.complete) return finish_older();
    ask_older();
}

void ArchiveFetcher::hold_older() {
    const bool first = !progress_;
    if (!first && page_.empty() && progress_->complete) return;  // nothing to report
    if (first) {
        progress_ = ArchiveProgress{.account = context_.account, .archive = archive_};
        progress_->newest_id = page_.last;
        progress_->newest = page_.last_at;
    }
    if (first || !page_.empty()) {
        progress_->oldest_id = page_.first;
        if (page_.first_at) progress_->oldest = page_.first_at;
    }
    progress_->complete = page_.complete;
    progress_->caught_up = first && page_.empty();
    older_found_ = true;
    report();
}

// The archive no longer has the oldest message that we hold, so it has none before that either.
void ArchiveFetcher::take_end() {
    page_ = {.complete = true};
    hold_older();
    finish_older();
}

void ArchiveFetcher::finish_older() {
    older_wanted_ = false;
    // The last page may come long after the first. Live messages of the time between do not count
    // as held, so they are fetched, too.
    if (older_found_ && holds_any()) return fetch_newer();
    running_ = false;
}

void ArchiveFetcher::find_gap() {
    ask({.size = 1}, {.page = &ArchiveFetcher::take_oldest, .unknown_id = nullptr});
}

/// The archive no longer has the newest message that we hold. Between that message and the
/// archive's oldest one something may be missing for good. Everything that the archive still has is
/// fetched again, because it cannot tell which of its messages we hold.
void ArchiveFetcher::take_oldest() {
    const auto since = progress_->newest.value_or(progress_->at);
    const auto until = page_.first_at.value_or(now());
    if (since < until) tell_gap(since, until, "the server no longer has what followed");
    progress_.reset();
    older_wanted_ = true;
    fetch_older();
}

void ArchiveFetcher::tell_gap(Time since, Time until, const std::string& reason) {
    log::warning(domain, "{}: of the archive of {} something is missing since {}: {}",
                 context_.account.str(), archive_.str(), to_rfc3339(since), reason);
    outlet_.emit(GapFound{.account = context_.account,
                          .archive = archive_,
                          .since = since,
                          .until = until,
                          .reason = reason});
}

void ArchiveFetcher::on_broken() {
    const auto request = pages_.open();
    if (!request) return;
    pages_.end();
    search_.on_broken(archive_, *request, pages_.page(), near_side(*request));
}

ArchivePlace ArchiveFetcher::near_side(const PageRequest& request) const {
    const auto held = progress_.value_or(ArchiveProgress());
    return request.before ? ArchivePlace{*request.before, held.oldest}
                          : ArchivePlace{held.newest_id, held.newest};
}

void ArchiveFetcher::search_hole() {
    if (search_.begin()) return ask_beside();
    if (search_.is_silent() && !search_.is_answered()) return stop(ArchivePages::unanswered);
    pass_hole();
}

void ArchiveFetcher::ask_beside() {
    ask(search_.next(history_.since),
        {.page = &ArchiveFetcher::take_beside, .unknown_id = nullptr});
}

void ArchiveFetcher::take_beside() {
    const auto& hole = *search_.hole();
    const bool is_older = hole.in_older && !hole.looks_below && search_.comes_from_above();
    const auto found = search_.take(page_);
    if (found == ArchiveHoleSearch::Found::circle) return stop("the same page again");
    if (is_older) hold_older();
    if (found == ArchiveHoleSearch::Found::side) return search_hole();
    found == ArchiveHoleSearch::Found::nothing ? forget_hole() : ask_beside();
}

/// All that is asked for came: what broke the stream was something else, or is gone.
void ArchiveFetcher::forget_hole() {
    if (search_.is_silent()) ++vain_searches_;
    const bool is_oldest = page_.complete && search_.comes_from_above();
    const auto hole = search_.end();
    if (hole.in_older) return is_oldest && !hole.looks_below ? finish_older() : fetch_older();
    if (!hole.newest.id.empty()) hold_newest(hole.newest);
    fetch_newer();
}

void ArchiveFetcher::hold_newest(const ArchivePlace& place) {
    progress_->newest_id = place.id;
    progress_->newest = place.at;
    report();
}

/// The neighbours of what cannot be read are known.
void ArchiveFetcher::pass_hole() {
    const auto hole = search_.end();
    tell_gap(hole.below.at.value_or(history_.since.value_or(Time())), hole.above.at.value_or(now()),
             hole.describe());
    if (hole.below.id.empty()) return end_above(hole);
    if (!progress_) progress_ = {.account = context_.account, .archive = archive_};
    if (hole.in_older) {
        progress_->oldest_id = hole.oldest.id;
        progress_->oldest = hole.oldest.at;
    }
    if (hole.above.id.empty()) return rest_below(hole);
    if (!hole.in_older) {
        hold_newest(hole.newest);
        return fetch_newer();
    }
    report();
    fetch_older();
}

/// Nothing came of the messages below, so there is no way to go on there.
void ArchiveFetcher::end_above(const ArchiveHole& hole) {
    if (!progress_) {
        search_.keep(hole);  // nor is there anything above: do not try again
        running_ = false;
        return;
    }
    progress_->complete = true;
    report();
    finish_older();
}

/// What cannot be read is the archive's newest. Whether anything follows it is asked once an hour.
void ArchiveFetcher::rest_below(const ArchiveHole& hole) {
    hold_newest(hole.below);
    search_.keep({.archive = archive_, .below = hole.below, .at_end = true});
    finish_newer();
}

void ArchiveFetcher::report() {
    failed_ = false;
    progress_->at = now();
    outlet_.emit(*progress_);
}

// A server that fails every 45 s is named once.
void ArchiveFetcher::stop(std::string_view why) {
    running_ = false;
    // Only what broke a stream is searched for in the next run.
    if (search_.is_silent()) search_.end();
    if (std::exchange(failed_, true) && interval_ == short_interval) return;
    log::warning(domain, "{}: the archive of {} gave {}; it is asked again in {}",
                 context_.account.str(), archive_.str(), why,
                 interval_ == short_interval ? "45 s" : "an hour");
}

}  // namespace boswell::xmpp
