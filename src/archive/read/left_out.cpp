// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/left_out.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace boswell::archive {

namespace {

/// Gaps of one account with one reason, up to an end.
class Spans {
public:
    Spans(const Jid& account, std::string reason, std::optional<Time> until)
        : account_(account), reason_(std::move(reason)), end_(until.value_or(Time::max())) {}

    void add(Time since, std::optional<Time> until, std::vector<GapRecord>& gaps) const {
        const auto end = std::min(until.value_or(Time::max()), end_);
        if (since >= end) return;
        gaps.push_back({.account = account_,
                        .archive = account_,
                        .since = since,
                        .until = end == Time::max() ? std::nullopt : std::optional(end),
                        .reason = reason_});
    }

private:
    const Jid& account_;
    std::string reason_;
    Time end_;
};

}  // namespace

static void add_unwatched(const Spans& spans, Time since, const std::vector<Unwatched>& unwatched,
                          std::vector<GapRecord>& gaps) {
    for (const auto& span : unwatched) spans.add(std::max(span.since, since), span.until, gaps);
}

/// The times between those in which nobody was connected.
static void add_watched(const Spans& spans, Time since, const std::vector<Unwatched>& unwatched,
                        std::vector<GapRecord>& gaps) {
    for (const auto& span : unwatched) {
        spans.add(since, span.since, gaps);
        since = std::max(since, span.until.value_or(Time::max()));
    }
    spans.add(since, std::nullopt, gaps);
}

std::vector<GapRecord> left_out(const Jid& account, const std::vector<ArchiveTerms>& terms,
                                const std::vector<Unwatched>& unwatched, Time first_watched) {
    std::vector<GapRecord> gaps;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const auto& told = terms[i];
        if (!leaves_something_out(told.preferences)) continue;
        const auto* before = i == 0 ? nullptr : &terms[i - 1];
        const auto until =
            i + 1 == terms.size() ? std::nullopt : std::optional(terms[i + 1].seen_at);
        const auto what = describe(told.preferences);
        const Spans away(
            account, fmt::format("nobody was connected, and the server's archive {}", what), until);
        add_unwatched(away, before == nullptr ? first_watched : before->confirmed_at, unwatched,
                      gaps);
        if (!told.is_only_source) continue;
        const Spans connected(
            account,
            fmt::format("the server's archive {}, and nothing else is known to bring what is sent "
                        "to the bare address, because the priority is negative",
                        what),
            until);
        const bool as_before = before != nullptr && before->is_only_source;
        add_watched(connected, as_before ? before->confirmed_at : told.seen_at, unwatched, gaps);
    }
    return gaps;
}

}  // namespace boswell::archive
