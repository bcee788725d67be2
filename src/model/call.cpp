// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/call.hpp"

#include "model/enum_names.hpp"

#include <algorithm>

namespace boswell {

static constexpr EnumNames<CallOutcome, 4> outcomes{{"answered", "missed", "declined", "failed"}};

std::string_view to_string(CallOutcome outcome) { return outcomes.of(outcome); }
std::optional<CallOutcome> parse_call_outcome(std::string_view text) {
    return outcomes.parse(text);
}

static Direction opposite(Direction direction) {
    return direction == Direction::in ? Direction::out : Direction::in;
}

static bool is_of_caller(CallAction action) {
    return action == CallAction::propose || action == CallAction::retract;
}

std::optional<Direction> direction_of(const CallRecord& call, Direction said) {
    if (is_of_caller(call.action)) return said;
    if (call.action == CallAction::finish) return std::nullopt;
    return opposite(said);
}

namespace {

struct Said {
    CallAction action;
    std::string_view reason;
    Direction by;
    Time at;
};

}  // namespace

/// How the call was decided, if `said` decides it.
static std::optional<CallOutcome> decision(const Said& said, Direction caller) {
    const bool by_caller = said.by == caller;
    switch (said.action) {
        case CallAction::proceed:
        case CallAction::accept:
            return by_caller ? std::nullopt : std::optional(CallOutcome::answered);
        case CallAction::reject:
            // XEP-0353: of two calls that cross, one is given up in favour of the other.
            if (by_caller || said.reason == "tie-break") return std::nullopt;
            return CallOutcome::declined;
        case CallAction::retract:
            return by_caller ? std::optional(CallOutcome::missed) : std::nullopt;
        default:
            return std::nullopt;
    }
}

/// What the end of a call tells of which nothing else is known (XEP-0166 7.4).
static std::optional<CallOutcome> outcome_of_end(std::string_view reason) {
    if (reason.empty() || reason == "tie-break") return std::nullopt;
    if (reason == "success") return CallOutcome::answered;
    if (reason == "busy" || reason == "decline") return CallOutcome::declined;
    if (reason == "cancel" || reason == "timeout" || reason == "expired" || reason == "gone")
        return CallOutcome::missed;
    return CallOutcome::failed;
}

static std::vector<Said> all_said(const CallRecord& call, const Jid& account, Direction said,
                                  Time at) {
    std::vector<Said> all{{call.action, call.reason, said, at}};
    for (const auto& event : call.events) {
        const auto by = event.from.bare() == account ? Direction::out : Direction::in;
        all.push_back({event.action, event.reason, by, event.at});
    }
    std::ranges::stable_sort(all, {}, &Said::at);
    return all;
}

void conclude(CallRecord& call, const Jid& account, Direction said, Time at) {
    const auto all = all_said(call, account, said, at);
    auto caller = direction_of(call, said);
    for (const auto& each : all) {
        if (!caller && each.action != CallAction::finish)
            caller = is_of_caller(each.action) ? each.by : opposite(each.by);
    }
    std::optional<Time> answered;
    const Said* end = nullptr;
    for (const auto& each : all) {
        if (each.action == CallAction::finish && end == nullptr) end = &each;
        if (call.outcome || !caller) continue;
        call.outcome = decision(each, *caller);
        if (call.outcome == CallOutcome::answered) answered = each.at;
    }
    if (end == nullptr) return;
    if (!call.outcome) call.outcome = outcome_of_end(end->reason);
    if (answered && end->at >= *answered) call.duration = end->at - *answered;
}

}  // namespace boswell
