// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/activity.hpp"

#include "cli/selection.hpp"
#include "view/times.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace boswell::cli {

// Longer ago than this, a chat state belongs to an earlier attempt to write.
static constexpr auto longest_writing = std::chrono::minutes(15);

Activity::Activity(Context& context, TranscriptView& view, std::vector<Jid> contacts)
    : context_(context), view_(view), selection_(record_filter(context, {})) {
    selection_.contacts = std::move(contacts);
    selection_.since = Time::max();
}

void Activity::begin(Time since) { selection_.since = since; }

void Activity::show_until(Time until) {
    if (selection_.since >= until) return;
    selection_.until = until;
    // The archive gives them one conversation after the other, and there may be several accounts.
    std::vector<ChatState> states;
    context_.archive->for_each_chat_state(selection_, [&](const ChatState& state) {
        states.push_back(state);
        return true;
    });
    std::ranges::stable_sort(states, {}, &ChatState::stamp);
    for (const auto& state : states) view_.add(state);
    shown_any_ = shown_any_ || !states.empty();
    selection_.since = until;
}

std::string activity_before(const Context& context, const MessageRecord& message) {
    archive::Selection selection;
    selection.accounts = {message.account};
    selection.contacts = {message.with};
    selection.since = message.stamp - longest_writing;
    selection.until = message.stamp + milliseconds(1);
    std::vector<std::string> states;
    context.archive->for_each_chat_state(selection, [&](const ChatState& state) {
        const bool same =
            state.direction == message.direction && (!state.in_room || state.from == message.from);
        if (!same) return true;
        // "active" comes with a message, so whatever was done before belongs to that message.
        if (state.state == ChatStateKind::active && state.stamp < message.stamp) states.clear();
        if (state.state != ChatStateKind::active)
            states.push_back(fmt::format("{} {}", to_string(state.state),
                                         view::time_of_day(state.stamp, context.clock.zone)));
        return true;
    });
    return fmt::format("{}", fmt::join(states, ", "));
}

}  // namespace boswell::cli
