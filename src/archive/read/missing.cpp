// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/missing.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <tuple>

namespace boswell::archive {

using namespace std::chrono_literals;

// A connection as short as this between two gaps does not divide them.
static constexpr milliseconds touching = 5s;

static constexpr std::string_view no_archive =
    "nobody was connected, and the server keeps no archive: what was sent then cannot be fetched";
static constexpr std::string_view not_fetched =
    "nobody was connected, and what the server's archive has of that time is not fetched yet; "
    "boswelld does so as soon as it is connected";
static constexpr std::string_view nothing_there =
    "nobody was connected, and the server's archive has nothing of that time: nothing was sent, "
    "or the server has deleted it";
static constexpr std::string_view not_complete =
    "older messages in the server's archive are not fetched yet; boswelld goes on with that while "
    "it is connected";

static GapRecord gap(const KnownArchive& archive, std::optional<Time> since,
                     std::optional<Time> until, std::string_view reason) {
    return {archive.account, archive.jid, since, until, std::string(reason)};
}

static std::optional<GapRecord> missing_of(const KnownArchive& archive, const Unwatched& span) {
    if (!archive.exists) return gap(archive, span.since, span.until, no_archive);
    const bool fetched =
        span.until && archive.held && archive.held->caught_up_at >= span.until;  // nullopt is less
    if (!fetched) return gap(archive, span.since, span.until, not_fetched);
    const auto& held = *archive.held;
    if (held.oldest && *held.oldest <= span.since) return std::nullopt;
    if (!held.complete) return std::nullopt;  // then everything is missing, see below
    const auto until = held.oldest ? std::min(*held.oldest, *span.until) : *span.until;
    return gap(archive, span.since, until, nothing_there);
}

std::vector<GapRecord> missing(const KnownArchive& archive, const std::vector<Unwatched>& unwatched,
                               Time first_watched) {
    std::vector<GapRecord> gaps;
    if (archive.exists && (!archive.held || !archive.held->complete)) {
        const auto oldest = archive.held ? archive.held->oldest : std::nullopt;
        gaps.push_back(gap(archive, std::nullopt, oldest.value_or(first_watched), not_complete));
    }
    for (const auto& span : unwatched) {
        if (auto found = missing_of(archive, span)) gaps.push_back(*std::move(found));
    }
    return gaps;
}

/// Absent bounds are the ends of time.
static Time end_of(const GapRecord& gap) { return gap.until.value_or(Time::max()); }

std::vector<GapRecord> merged(std::vector<GapRecord> gaps) {
    const auto kind = [](const GapRecord& gap) {
        return std::tie(gap.account, gap.archive, gap.reason);
    };
    std::ranges::sort(gaps, {}, [&](const GapRecord& gap) {
        return std::tuple_cat(kind(gap), std::tie(gap.since));
    });
    std::vector<GapRecord> merged;
    for (auto& gap : gaps) {
        const bool follows = !merged.empty() && kind(merged.back()) == kind(gap);
        const auto end = follows ? end_of(merged.back()) : Time::min();
        if (follows && (!gap.since || end == Time::max() || *gap.since <= end + touching)) {
            if (end_of(gap) > end) merged.back().until = gap.until;
        } else {
            merged.push_back(std::move(gap));
        }
    }
    std::ranges::sort(merged, {}, [](const GapRecord& gap) {
        return std::tie(gap.account, gap.since, gap.archive, gap.reason);
    });
    return merged;
}

}  // namespace boswell::archive
