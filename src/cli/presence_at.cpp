// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/presence_at.hpp"

#include "base/printable.hpp"
#include "cli/names.hpp"
#include "cli/person.hpp"
#include "cli/selection.hpp"
#include "cli/table.hpp"
#include "cli/timeline.hpp"
#include "formats/json_record.hpp"
#include "query/person_presence.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace boswell::cli {

// The time until now is watched, now itself not yet.
static Time moment_of(const Context& context) {
    const auto last = context.clock.now - milliseconds(1);
    const auto text = context.arguments.value("at");
    if (!text) return last;
    const auto at = query::parse_time(*text, context.clock).since;
    if (at > context.clock.now) throw UsageError("--at {} is in the future", *text);
    return std::min(at, last);
}

static int rank(const PresenceAt& state) {
    if (is_online(state.state)) return 0;
    return state.state == PresenceState::offline ? 1 : 2;
}

/// Online, offline, unknown; in each of them the latest change first.
static void sort(std::vector<PresenceAt>& states) {
    std::ranges::stable_sort(states, [](const PresenceAt& one, const PresenceAt& other) {
        if (rank(one) != rank(other)) return rank(one) < rank(other);
        return one.since > other.since;
    });
}

static std::string detail_of(const PresenceAt& state) {
    if (state.state == PresenceState::unknown) return "(not observed)";
    auto detail = printable(state.resource);
    if (!state.status.empty())
        detail += fmt::format("{}{}", detail.empty() ? "" : ": ", printable(state.status));
    return detail;
}

static void print_counts(Terminal& out, const std::vector<PresenceAt>& states) {
    std::int64_t counts[3] = {};
    for (const auto& state : states) ++counts[rank(state)];
    out.print("{}\n", out.paint(Style::dim, fmt::format("{} online, {} offline, {} not observed",
                                                        counts[0], counts[1], counts[2])));
}

namespace {

// Of so many contacts the names are read in one go.
constexpr std::size_t many = 100;

/// What contacts are called now.
class NamesNow {
public:
    NamesNow(const Context& context, std::size_t contacts) : names_(names_in(context)) {
        if (contacts >= many) all_ = context.archive->contact_names();
    }
    std::string of(const PresenceAt& state) const {
        if (all_.empty()) return names_.of(state.account, state.contact);
        const auto found = std::ranges::lower_bound(
            all_, std::tie(state.account, state.contact), {},
            [](const auto& contact) { return std::tie(contact.account, contact.jid); });
        if (found == all_.end() || found->jid != state.contact || found->account != state.account)
            return "";
        return names_.of(found->jid, found->name, found->nickname);
    }

private:
    view::Names names_;
    std::vector<archive::Reader::ContactName> all_;  // in the order of contact_names()
};

}  // namespace

static void print_text(Context& context, const std::vector<PresenceAt>& states) {
    const NamesNow names(context, states.size());
    const auto& zone = context.clock.zone;
    std::set<Jid> accounts;
    for (const auto& state : states) accounts.insert(state.account);
    Table table(
        {{"contact"}, {"state"}, {"since"}, {"for", Column::Side::right}, {"resource, status"}});
    for (const auto& state : states) {
        auto contact = printable(state.person.empty() ? state.contact.str() : state.person);
        if (state.person.empty()) {
            if (const auto name = names.of(state); !name.empty())
                contact += fmt::format(" ({})", name);
        }
        if (accounts.size() > 1)
            contact += fmt::format(", seen by {}", printable(state.account.str()));
        table.add({{contact},
                   {std::string(view::word_for(state.state)), style_of(state.state)},
                   {state.since ? view::exact_time(*state.since, zone) : ""},
                   {state.since ? view::duration(state.at + milliseconds(1) - *state.since) : ""},
                   {detail_of(state), Style::dim}});
    }
    context.out.page();
    table.print(context.out);
    print_counts(context.out, states);
}

/// The states of all contacts that are named, or of all there are; a person is one of them.
static std::vector<PresenceAt> states_at(const Context& context, Time at) {
    const auto& names = context.arguments.operands();
    const auto ask = [&](const std::vector<std::string>& whom) {
        return context.archive->presence_at(record_filter(context, whom), at, context.clock.now);
    };
    std::vector<PresenceAt> states;
    std::vector<std::string> others;
    for (const auto& name : names) {
        const auto* person = context.persons.named(name);
        if (person == nullptr)
            others.push_back(name);
        else if (const auto seen = ask({name}); !seen.empty())
            states.push_back(query::person_at(*person, seen));
    }
    if (names.empty() || !others.empty())
        for (auto& state : ask(others)) states.push_back(std::move(state));
    return states;
}

ExitStatus print_presence_at(Context& context) {
    auto states = states_at(context, moment_of(context));
    if (states.empty()) {
        complain("no contact is archived; 'boswell accounts' lists the accounts");
        return ExitStatus::nothing_found;
    }
    sort(states);
    if (context.json()) {
        for (const auto& state : states)
            context.out.print("{}\n", formats::to_json(with_person(context, state)));
    } else {
        print_text(context, states);
    }
    return ExitStatus::done;
}

}  // namespace boswell::cli
