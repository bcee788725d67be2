// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_then.hpp"

#include "base/printable.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace boswell::cli {

/// More names than these are not read any more; JSON has all.
static constexpr std::size_t most_names = 10;

std::vector<PresenceAt> presence_then(const Context& context, const MessageRecord& message) {
    if (message.stamp >= context.clock.now) return {};  // nothing was seen of the future
    archive::Selection selection;
    selection.accounts = {message.account};
    auto states = context.archive->presence_at(selection, message.stamp, context.clock.now);
    std::erase_if(states, [&](const PresenceAt& state) {
        return state.contact != message.with && !is_online(state.state);
    });
    std::ranges::stable_partition(
        states, [&](const PresenceAt& state) { return state.contact == message.with; });
    return states;
}

static std::string how_it_was(const PresenceAt& state, const TimeZone& zone) {
    if (state.state == PresenceState::unknown) return "not observed";
    auto text = fmt::format("{}", view::word_for(state.state));
    if (state.since) text += fmt::format(" since {}", view::exact_time(*state.since, zone));
    if (!state.resource.empty()) text += fmt::format(", by {}", printable(state.resource));
    if (!state.status.empty()) text += fmt::format(": {}", printable(state.status));
    return text;
}

static std::string names_of(std::span<const PresenceAt> states) {
    std::vector<std::string> names;
    for (const auto& state : states.first(std::min(states.size(), most_names)))
        names.push_back(printable(state.contact.str()));
    auto text = fmt::format("{}", fmt::join(names, ", "));
    if (states.size() > most_names) text += fmt::format(" and {} more", states.size() - most_names);
    return text;
}

void print_presence_then(Fields& fields, const Context& context, const MessageRecord& message) {
    const auto states = presence_then(context, message);
    std::span<const PresenceAt> others = states;
    if (!states.empty() && states.front().contact == message.with) {
        fields.lines("contact then", how_it_was(states.front(), context.clock.zone));
        others = others.subspan(1);
    }
    fields.lines("also online", names_of(others));
}

}  // namespace boswell::cli
