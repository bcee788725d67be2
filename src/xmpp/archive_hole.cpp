// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/archive_hole.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::xmpp {

// The server sends a page in the order of time, whichever end it was asked from. Behind what came
// is what broke the stream; behind that is the rest of the page, if the archive is long enough to
// fill it. Half of it is asked for in any case.
void ArchiveHole::narrow(const BrokenPage& page) {
    if (in_older && below.id.empty() && page.seen > 0) {
        below = page.last;
        oldest = page.first;
    }
    size = looks_below ? 0 : std::max(0, std::min(page.size - page.seen - 1, page.size / 2));
    if (size > 0 || !in_older || looks_below || !below.id.empty()) return;
    looks_below = true;
    size = first_size;
}

void ArchiveHole::lower(const ArchivePlace& first, const ArchivePlace& last) {
    above = first;
    if (newest.id.empty()) newest = last;
}

// The server chooses its ids, however long.
static constexpr std::size_t most_of_id = 100;

static std::string describe_place(const ArchivePlace& place) {
    const std::string id(utf8_prefix(place.id, most_of_id));
    return place.at ? fmt::format("{} ({})", id, to_rfc3339(*place.at)) : id;
}

std::string ArchiveHole::describe() const {
    const auto follows = above.id.empty() ? "the archive's end" : describe_place(above);
    return fmt::format("between {} and {} the archive has what cannot be read",
                       describe_place(below), follows);
}

}  // namespace boswell::xmpp
