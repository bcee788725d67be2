// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/archive_hole_search.hpp"

#include <utility>

namespace boswell::xmpp {

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
    if (request.before)
        hole_->narrow({.first = {page.first, page.first_at},
                       .last = {page.last, page.last_at},
                       .size = request.size,
                       .seen = page.seen});
}

void ArchiveHoleSearch::see(const ArchivePage& page) {
    if (hole_) met_ = met_ || (!hole_->in_older && hole_->below.id == page.last);
}

bool ArchiveHoleSearch::begin() {
    if (hole_->at_end) hole_->size = 1;
    if (hole_->size == 0) return false;
    met_ = false;
    walk_.start_at(hole_->above.id);
    return true;
}

PageRequest ArchiveHoleSearch::next(std::optional<Time> since) {
    searching_ = true;
    return {.before = hole_->above.id,
            .since = hole_->in_older ? since : std::nullopt,
            .size = hole_->size};
}

ArchiveHoleSearch::Found ArchiveHoleSearch::take(const ArchivePage& page) {
    searching_ = false;
    if (!page.empty() && !walk_.moves_to(page.first)) return Found::circle;
    if (std::exchange(hole_->at_end, false)) hole_->size = ArchiveHole::first_size;
    if (!page.empty()) hole_->lower({page.first, page.first_at}, {page.last, page.last_at});
    const bool is_done = page.complete || (hole_->in_older ? hole_->looks_below : met_);
    return is_done ? Found::nothing : Found::more;
}

ArchiveHole ArchiveHoleSearch::end() { return *std::exchange(hole_, std::nullopt); }

}  // namespace boswell::xmpp
