// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/contact_card.hpp"

#include "base/printable.hpp"
#include "cli/fields.hpp"
#include "view/contact_fields.hpp"
#include "view/field_changes.hpp"
#include "view/times.hpp"

namespace boswell::cli {

void print_card(Context& context, const ContactRecord& contact) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(contact.jid.str());
    fields.text("account", contact.account.str());
    fields.text("person", context.persons.name_at(contact.jid));
    for (const auto& [name, value] : view::contact_fields(contact)) fields.text(name, value);
    if (!contact.vcard) return;
    fields.time("vCard fetched", contact.vcard->fetched_at);
    if (contact.versions > 1) {
        fields.text("versions", fmt::format("{} (see --history)", contact.versions));
    }
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

void print_history(Context& context, const std::vector<archive::ContactVersion>& versions) {
    auto& out = context.out;
    const auto& contact = versions.front().contact;
    const auto title = fmt::format("{}, as seen by {}", printable(contact.jid.str()),
                                   printable(contact.account.str()));
    out.print("{}\n", out.paint(Style::heading, title));
    view::FieldLines before;
    for (const auto& version : versions) {
        out.print("{}\n", view::exact_time(version.since, context.clock.zone));
        auto lines = view::contact_fields(version.contact);
        for (const auto& change : view::field_changes(before, lines)) print_change(context, change);
        if (lines == before) out.print("  {}\n", out.paint(Style::dim, unseen(version.contact)));
        before = std::move(lines);
    }
}

}  // namespace boswell::cli
