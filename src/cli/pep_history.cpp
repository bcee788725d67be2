// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/pep_history.hpp"

#include "base/printable.hpp"
#include "cli/fields.hpp"
#include "formats/json_pep.hpp"
#include "view/pep_text.hpp"
#include "view/times.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace boswell::cli {

namespace {

/// A thing that happened, as it is told.
struct Entry {
    std::string label;
    std::string text;  ///< printable
};

/// Oldest first; of the same time in the order in which they were added.
using Entries = std::multimap<Time, Entry>;

/// What is known of one contact.
struct History {
    std::vector<PepEvent> events;
    std::vector<DeviceKeyRecord> keys;
    std::vector<MoveClaimed> claims;
};

}  // namespace

/// XEP-0283 3.3: where a contact has moved is sure only if both addresses say so. Of an event that
/// says nothing of that, nothing.
static std::optional<bool> is_verified(const History& history, const PepEvent& event) {
    if (event.node != PepNode::moved || event.fields.empty()) return std::nullopt;
    return std::ranges::any_of(history.claims, [&](const MoveClaimed& claim) {
        return claim.claimant.str() == event.fields.front().value;
    });
}

/// True if the contact's last word is that it has moved there.
static bool is_verified(const History& history, const MoveClaimed& claim) {
    const PepEvent* last = nullptr;
    for (const auto& event : history.events) {
        if (event.node == PepNode::moved) last = &event;
    }
    return last != nullptr && !last->fields.empty() &&
           last->fields.front().value == claim.claimant.str();
}

static std::string_view word_for(bool verified) { return verified ? "verified" : "not verified"; }

static void add(Entries& entries, const Context& context, const History& history,
                const PepEvent& event) {
    auto text = printable(view::pep_text(event));
    if (const auto verified = is_verified(history, event))
        text += fmt::format("; {}", word_for(*verified));
    if (event.stamp != event.seen_at)
        text += fmt::format(" (since {})", view::exact_time(event.stamp, context.clock.zone));
    const bool is_list = is_device_list(event.node);
    entries.insert({event.seen_at,
                    {is_list ? view::devices_label(event.node) : std::string(to_string(event.node)),
                     std::move(text)}});
}

/// True if the device has shown another key earlier.
static bool is_another(const History& history, const DeviceKeyRecord& key) {
    return std::ranges::any_of(history.keys, [&](const DeviceKeyRecord& earlier) {
        return earlier.device == key.device && earlier.list == key.list &&
               earlier.first_seen < key.first_seen;
    });
}

static void add(Entries& entries, const Context& context, const History& history,
                const DeviceKeyRecord& key) {
    auto text = view::key_text(key);
    if (is_another(history, key)) text += ", another key than before";
    if (!key.announced)
        text +=
            fmt::format(", until {} or later", view::exact_time(key.last_seen, context.clock.zone));
    entries.insert({key.first_seen, {"key", printable(text)}});
}

static void add(Entries& entries, const History& history, const MoveClaimed& claim) {
    entries.insert({claim.seen_at,
                    {"moved", fmt::format("{} says that it was this contact; {}",
                                          printable(claim.claimant.str()),
                                          word_for(is_verified(history, claim)))}});
}

static void print_json(Context& context, const History& history) {
    auto& out = context.out;
    for (const auto& event : history.events)
        out.print("{}\n", formats::to_json(event, is_verified(history, event)));
    for (const auto& key : history.keys) out.print("{}\n", formats::to_json(key));
    for (const auto& claim : history.claims)
        out.print("{}\n", formats::to_json(claim, is_verified(history, claim)));
}

static void print_text(Context& context, const std::string& title, const Entries& entries) {
    auto& out = context.out;
    out.print("{}\n", out.paint(Style::heading, title));
    std::optional<Time> before;
    for (const auto& [time, entry] : entries) {
        if (before != time) out.print("{}\n", view::exact_time(time, context.clock.zone));
        before = time;
        out.print("  {} {}\n", out.paint(Style::dim, fmt::format("{:<15}", entry.label)),
                  entry.text);
    }
}

void print_pep_history(Context& context, const Jid& account, const Jid& contact) {
    const auto& archive = *context.archive;
    const History history{.events = archive.pep_events(account, contact),
                          .keys = archive.device_keys(account, contact),
                          .claims = archive.move_claims(account, contact)};
    if (context.json()) return print_json(context, history);
    Entries entries;
    for (const auto& event : history.events) add(entries, context, history, event);
    for (const auto& key : history.keys) add(entries, context, history, key);
    for (const auto& claim : history.claims) add(entries, history, claim);
    if (entries.empty()) return;
    print_text(context,
               fmt::format("published by {}, as seen by {}", printable(contact.str()),
                           printable(account.str())),
               entries);
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
