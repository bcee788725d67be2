// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/contact_card.hpp"

#include "base/printable.hpp"
#include "cli/fields.hpp"
#include "view/field_changes.hpp"
#include "view/times.hpp"

#include <set>

namespace boswell::cli {

static void add_vcard(CardLines& lines, const VCard& vcard) {
    lines.emplace_back("full name", vcard.full_name);
    lines.emplace_back("nickname", vcard.nickname);
    lines.emplace_back("given name", vcard.given);
    lines.emplace_back("family name", vcard.family);
    for (const auto& email : vcard.emails) lines.emplace_back("email", email);
    for (const auto& telephone : vcard.telephones) {
        const auto kind = telephone.kind.empty() ? "" : fmt::format(" ({})", telephone.kind);
        lines.emplace_back("telephone", telephone.number + kind);
    }
    lines.emplace_back("organisation", vcard.organisation);
    lines.emplace_back("title", vcard.title);
    lines.emplace_back("birthday", vcard.birthday);
    lines.emplace_back("url", vcard.url);
    lines.emplace_back("note", vcard.note);
    lines.emplace_back("photo at", vcard.photo_url);
}

CardLines card_lines(const ContactRecord& contact) {
    CardLines lines;
    lines.emplace_back("name", contact.name);
    if (contact.subscription) {
        const bool gone = *contact.subscription == Subscription::remove;
        lines.emplace_back("subscription", gone ? "no longer in the roster"
                                                : std::string(to_string(*contact.subscription)));
    }
    if (contact.mark) lines.emplace_back("marked", to_string(*contact.mark));
    for (const auto& group : contact.groups) lines.emplace_back("group", group);
    if (contact.vcard) {
        add_vcard(lines, contact.vcard->vcard);
        if (!contact.vcard->avatar_sha1.empty()) {
            lines.emplace_back("avatar", fmt::format("{} bytes, {}", contact.vcard->avatar_bytes,
                                                     contact.vcard->avatar_sha1));
        }
    }
    std::erase_if(lines, [](const auto& line) { return line.second.empty(); });
    return lines;
}

void print_card(Context& context, const ContactRecord& contact) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(contact.jid.str());
    fields.text("account", contact.account.str());
    fields.text("person", context.persons.name_at(contact.jid));
    for (const auto& [name, value] : card_lines(contact)) fields.text(name, value);
    if (!contact.vcard) return;
    fields.time("vCard fetched", contact.vcard->fetched_at);
    if (contact.versions > 1) {
        fields.text("versions", fmt::format("{} (see --history)", contact.versions));
    }
}

std::vector<ContactVersion> contact_history(const archive::Reader& archive, const Jid& account,
                                            const Jid& contact) {
    std::set<Time> changes;
    for (const auto& version : archive.vcard_versions(account, contact)) {
        changes.insert(version.fetched_at);
    }
    for (const auto& version : archive.roster_versions(account, contact)) {
        changes.insert(version.seen_at);
    }
    std::vector<ContactVersion> versions;
    for (const auto change : changes) {
        if (auto record = archive.contact_at(account, contact, change)) {
            versions.push_back({change, std::move(*record)});
        }
    }
    return versions;
}

static void print_change(Context& context, const view::FieldChange& change) {
    const auto [sign, style] = change.before.empty()  ? std::pair('+', Style::good)
                               : change.after.empty() ? std::pair('-', Style::bad)
                                                      : std::pair('~', Style::unknown);
    const auto arrow = change.before.empty() || change.after.empty() ? "" : " → ";
    const auto text = fmt::format("  {} {:<13} {}{}{}", sign, change.field,
                                  printable(change.before), arrow, printable(change.after));
    context.out.print("{}\n", context.out.paint(style, text));
}

// What a version brought that has no line of its own, such as a postal address.
static std::string_view unseen(const ContactRecord& contact) {
    const bool empty = contact.vcard && contact.vcard->vcard == VCard{};
    return empty ? "(an empty vCard)" : "(something that is not shown here)";
}

void print_history(Context& context, const std::vector<ContactVersion>& versions) {
    auto& out = context.out;
    const auto& contact = versions.front().contact;
    const auto title = fmt::format("{}, as seen by {}", printable(contact.jid.str()),
                                   printable(contact.account.str()));
    out.print("{}\n", out.paint(Style::heading, title));
    CardLines before;
    for (const auto& version : versions) {
        out.print("{}\n", view::exact_time(version.since, context.clock.zone));
        auto lines = card_lines(version.contact);
        for (const auto& change : view::field_changes(before, lines)) print_change(context, change);
        if (lines == before) out.print("  {}\n", out.paint(Style::dim, unseen(version.contact)));
        before = std::move(lines);
    }
}

}  // namespace boswell::cli
