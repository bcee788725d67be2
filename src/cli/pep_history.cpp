// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/pep_history.hpp"

#include "base/printable.hpp"
#include "cli/fields.hpp"
#include "formats/json_pep.hpp"
#include "view/pep_text.hpp"
#include "view/published.hpp"
#include "view/times.hpp"

#include <map>
#include <optional>
#include <set>

namespace boswell::cli {

static void print_json(Context& context, const view::Published& published) {
    auto& out = context.out;
    for (const auto& event : published.events)
        out.print("{}\n", formats::to_json(event, view::is_verified(published, event)));
    for (const auto& key : published.keys) out.print("{}\n", formats::to_json(key));
    for (const auto& claim : published.claims)
        out.print("{}\n", formats::to_json(claim, view::is_verified(published, claim)));
}

static void print_text(Context& context, const std::string& title,
                       const std::vector<view::PublishedLine>& lines) {
    auto& out = context.out;
    out.print("{}\n", out.paint(Style::heading, title));
    std::optional<Time> before;
    for (const auto& [time, label, text] : lines) {
        if (before != time) out.print("{}\n", view::exact_time(time, context.clock.zone));
        before = time;
        out.print("  {} {}\n", out.paint(Style::dim, fmt::format("{:<15}", label)), text);
    }
}

void print_pep_history(Context& context, const Jid& account, const Jid& contact) {
    const auto& archive = *context.archive;
    const view::Published published{.events = archive.pep_events(account, contact),
                                    .keys = archive.device_keys(account, contact),
                                    .claims = archive.move_claims(account, contact)};
    if (context.json()) return print_json(context, published);
    const auto lines = view::published_lines(published, context.clock.zone);
    if (lines.empty()) return;
    print_text(context,
               fmt::format("published by {}, as seen by {}", printable(contact.str()),
                           printable(account.str())),
               lines);
}

void print_published(Context& context, const ContactRecord& contact, Time at) {
    std::map<PepNode, PepEvent> last;
    for (auto& event : context.archive->pep_events(contact.account, contact.jid)) {
        if (event.seen_at <= at) last.insert_or_assign(event.node, std::move(event));
    }
    Fields fields(context.out, context.clock.zone);
    for (const auto node :
         {PepNode::nick, PepNode::mood, PepNode::activity, PepNode::tune, PepNode::location}) {
        const auto found = last.find(node);
        if (found != last.end() && found->second.payload)
            fields.text(to_string(node), view::pep_text(found->second));
    }
}

static bool is_observed(const archive::Reader& archive, const Jid& account) {
    bool is_announced = true;
    archive.for_each_observation({.accounts = {account}}, [&](const ObservationRecord& watched) {
        is_announced = watched.presence;
        return true;
    });
    return is_announced;
}

void note_pep_unobserved(Context& context, const std::vector<ContactRecord>& contacts) {
    std::set<Jid> accounts;
    for (const auto& contact : contacts) accounts.insert(contact.account);
    for (const auto& account : accounts) {
        if (is_observed(*context.archive, account)) continue;
        complain(
            fmt::format("moods, nicknames, keys and the like are not observed: {} is not announced "
                        "(presence = \"none\")",
                        printable(account.str())));
    }
}

}  // namespace boswell::cli
