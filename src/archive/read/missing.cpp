// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/missing.hpp"

#include "model/sign_of_life.hpp"

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

static constexpr std::string_view begins_later =
    "nobody was connected, and the server's archive begins later: what was sent then cannot be "
    "fetched";
static constexpr std::string_view no_answer =
    "since then the server's archive has not told all that is new, and nothing else is known to "
    "bring what is sent to the bare address, because the priority is negative";

static GapRecord gap(const KnownArchive& archive, std::optional<Time> since,
                     std::optional<Time> until, std::string_view reason) {
    return {archive.account, archive.jid, since, until, std::string(reason)};
}

/// Until when the archive can have nothing of what the span has lost: the server has said that it
/// begins later, or that it is empty. What came after that was said is not known.
static Time empty_until(const KnownArchive& archive) {
    if (!archive.extent) return Time::min();
    return std::min(archive.extent->oldest.value_or(Time::max()), archive.extent->told_at);
}

static void add_not_fetched(const KnownArchive& archive, Unwatched span,
                            std::vector<GapRecord>& gaps) {
    if (archive.is_only_source && archive.held && archive.held->caught_up_at)
        span.since = std::min(span.since, *archive.held->caught_up_at);
    const auto end = span.until.value_or(Time::max());
    const auto begins = std::min(empty_until(archive), end);
    if (begins > span.since) gaps.push_back(gap(archive, span.since, begins, begins_later));
    const auto since = std::max(begins, span.since);
    if (since < end) gaps.push_back(gap(archive, since, span.until, not_fetched));
}

static void add_missing(const KnownArchive& archive, const Unwatched& span,
                        std::vector<GapRecord>& gaps) {
    if (!archive.exists) return gaps.push_back(gap(archive, span.since, span.until, no_archive));
    const bool fetched =
        span.until && archive.held && archive.held->caught_up_at >= span.until;  // nullopt is less
    if (!fetched) return add_not_fetched(archive, span, gaps);
    const auto& held = *archive.held;
    if (held.oldest && *held.oldest <= span.since) return;
    if (!held.complete) return;  // then everything is missing, see below
    const auto until = held.oldest ? std::min(*held.oldest, *span.until) : *span.until;
    gaps.push_back(gap(archive, span.since, until, nothing_there));
}

/// What is older than all that is held and still to be fetched.
static std::optional<GapRecord> missing_before(const KnownArchive& archive, Time first_watched) {
    if (!archive.exists || (archive.held && archive.held->complete)) return std::nullopt;
    const auto oldest = archive.held ? archive.held->oldest : std::nullopt;
    const auto until = oldest.value_or(first_watched);
    const auto since = archive.extent ? archive.extent->oldest : std::nullopt;
    if (since >= until) return std::nullopt;  // nullopt is less
    return gap(archive, since, until, not_complete);
}

std::vector<GapRecord> missing(const KnownArchive& archive, const std::vector<Unwatched>& unwatched,
                               Time first_watched) {
    std::vector<GapRecord> gaps;
    if (auto before = missing_before(archive, first_watched)) gaps.push_back(*std::move(before));
    for (const auto& span : unwatched) add_missing(archive, span, gaps);
    return gaps;
}

std::optional<GapRecord> unanswered(const KnownArchive& archive, Time connected_since, Time now) {
    if (!archive.exists || !archive.is_only_source) return std::nullopt;
    const auto caught_up_at = archive.held ? archive.held->caught_up_at : std::nullopt;
    const auto since = caught_up_at.value_or(connected_since);
    if (now - since <= archive_patience) return std::nullopt;
    return gap(archive, since, std::nullopt, no_answer);
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
