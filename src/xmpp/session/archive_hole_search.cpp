// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/archive_hole_search.hpp"

#include <array>
#include <chrono>
#include <utility>

namespace boswell::xmpp {

using namespace std::chrono_literals;

static ArchiveHole new_hole(const Jid& archive, const PageRequest& request, const ArchivePage& page,
                            const ArchivePlace& place) {
    ArchiveHole hole{.archive = archive};
    if (request.before) {
        hole.in_older = true;
        hole.above = place;
    } else {
        hole.below = page.empty() ? place : ArchivePlace{page.last, page.last_at};
    }
    return hole;
}

void ArchiveHoleSearch::on_broken(const Jid& archive, const PageRequest& request,
                                  const ArchivePage& page, const ArchivePlace& place) {
    if (!std::exchange(searching_, false)) hole_ = new_hole(archive, request, page, place);
    if (request.before) narrow(request, page);
}

void ArchiveHoleSearch::narrow(const PageRequest& request, const ArchivePage& page) {
    hole_->narrow({.first = {page.first, page.first_at},
                   .last = {page.last, page.last_at},
                   .size = request.size,
                   .seen = page.seen});
    // Nothing of a page that is not answered shows what is below.
    if (silent_ && hole_->looks_below) hole_->size = 0;
}

// A message that nobody can read is rarely sent long before or after its neighbour.
static constexpr std::array<std::chrono::minutes, 6> steps_back{1min, 10min,    1h,
                                                                24h,  30 * 24h, 365 * 24h};

void ArchiveHoleSearch::on_silent(const Jid& archive, const PageRequest& request,
                                  const ArchivePage& page, const ArchivePlace& place) {
    if (!std::exchange(searching_, false)) {
        hole_ = new_hole(archive, request, page, place);
        silent_ = true;
        answered_ = false;
        back_ = 0;
        climb_ = page.seen > 0 ? 0 : ArchiveHole::first_size;
        probes_ = true;
        sides_ = {Side::below, Side::above};
        if (hole_->in_older) sides_ = {Side::above, Side::back, Side::below};
        if (request.before) narrow(request, page);
        return;
    }
    switch (sides_.front()) {
        case Side::above:
            return narrow(request, page);
        case Side::back:
            ++back_;
            return;
        case Side::below:
            if (page.seen > 0) hole_->below = {page.last, page.last_at};
            climb_ = page.seen > 0 ? 0 : climb_ / 2;
    }
}

void ArchiveHoleSearch::see(const ArchivePage& page) {
    if (!hole_) return;
    const auto& other = comes_from_above() ? hole_->below : hole_->above;
    if (hole_->in_older && !silent_) return;
    met_ = met_ || (!other.id.empty() && other.id == page.last);
}

bool ArchiveHoleSearch::is_done_with(Side side) const {
    if (side == Side::above) return hole_->size == 0;
    if (side == Side::below) return climb_ == 0;
    return back_ == steps_back.size() || (answered_ && !hole_->below.id.empty());
}

bool ArchiveHoleSearch::begin() {
    if (hole_->at_end) hole_->size = 1;
    if (!silent_) sides_ = {Side::above};
    while (!sides_.empty() && is_done_with(sides_.front())) {
        const bool is_lost = sides_.front() == Side::back && !answered_;
        is_lost ? sides_.clear() : sides_.pop_front();
    }
    if (sides_.empty()) return false;
    met_ = false;
    walk_.start_at(comes_from_above() ? hole_->above.id : hole_->below.id);
    return true;
}

PageRequest ArchiveHoleSearch::next(std::optional<Time> since) {
    searching_ = true;
    const auto older_since = hole_->in_older ? since : std::nullopt;
    if (sides_.front() == Side::back)
        return {.before = "", .since = older_since, .until = back_time(), .size = 1};
    if (sides_.front() == Side::below) {
        if (hole_->below.id.empty()) return {.since = older_since, .size = climb_};
        return {.after = hole_->below.id, .size = climb_};
    }
    return {.before = hole_->above.id, .since = older_since, .size = probes_ ? 1 : hole_->size};
}

ArchiveHoleSearch::Found ArchiveHoleSearch::take(const ArchivePage& page) {
    searching_ = false;
    answered_ = true;
    if (!comes_from_above())
        return sides_.front() == Side::back ? take_back(page) : take_below(page);
    return take_above(page);
}

ArchiveHoleSearch::Found ArchiveHoleSearch::take_above(const ArchivePage& page) {
    if (!page.empty() && !walk_.moves_to(page.first)) return Found::circle;
    if (std::exchange(hole_->at_end, false)) hole_->size = ArchiveHole::first_size;
    probes_ = false;
    if (!page.empty()) hole_->lower({page.first, page.first_at}, {page.last, page.last_at});
    const bool is_done = page.complete || met_ || hole_->looks_below;
    return is_done ? Found::nothing : Found::more;
}

/// Before it the neighbour below the hole is looked for.
Time ArchiveHoleSearch::back_time() const {
    return hole_->above.at.value_or(now()) - steps_back[back_];
}

// If the archive has nothing of that time, or heeds no times, the pages after `below` begin with
// its oldest message.
ArchiveHoleSearch::Found ArchiveHoleSearch::take_back(const ArchivePage& page) {
    if (page.last_at && *page.last_at <= back_time() && hole_->below.id.empty()) {
        hole_->below = {page.last, page.last_at};
        hole_->oldest = {page.first, page.first_at};
    }
    back_ = steps_back.size();
    return Found::side;
}

ArchiveHoleSearch::Found ArchiveHoleSearch::take_below(const ArchivePage& page) {
    if (!page.empty() && !walk_.moves_to(page.last)) return Found::circle;
    if (!page.empty()) {
        if (hole_->oldest.id.empty()) hole_->oldest = {page.first, page.first_at};
        hole_->below = {page.last, page.last_at};
    }
    if (!page.complete && !met_) return Found::more;
    if (!hole_->in_older) hole_->newest = hole_->below;
    return Found::nothing;
}

ArchiveHole ArchiveHoleSearch::end() {
    silent_ = false;
    searching_ = false;
    return *std::exchange(hole_, std::nullopt);
}

}  // namespace boswell::xmpp
