// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/contact_book.hpp"
#include "cli/contact_card.hpp"
#include "cli/contact_time.hpp"
#include "cli/context.hpp"
#include "cli/output_file.hpp"
#include "cli/pep_history.hpp"
#include "cli/person.hpp"
#include "cli/selection.hpp"
#include "cli/table.hpp"
#include "formats/json_record.hpp"

namespace boswell::cli {

static void print_list(Context& context, const std::vector<ContactRecord>& contacts) {
    Table table({{"contact"}, {"subscription"}, {"vCards", Column::Side::right}, {"name"}});
    for (const auto& contact : contacts) {
        std::string subscription;
        if (contact.subscription) subscription = to_string(*contact.subscription);
        if (contact.subscription == Subscription::remove) subscription = "removed";
        if (contact.mark) subscription += fmt::format(", {}", to_string(*contact.mark));
        auto name = context.persons.name_at(contact.jid);
        if (name.empty()) name = contact.name;
        if (name.empty() && contact.vcard) name = contact.vcard->vcard.full_name;
        table.add({{printable(contact.jid.str())},
                   {subscription, Style::dim},
                   {contact.versions > 0 ? fmt::format("{}", contact.versions) : ""},
                   {printable(name), Style::person}});
    }
    context.out.page();
    table.print(context.out);
}

// As they were then; who was unknown then is left out.
static std::vector<ContactRecord> as_of(const Context& context,
                                        const std::vector<ContactRecord>& contacts) {
    const auto time = chosen_time(context);
    if (!time) return contacts;
    std::vector<ContactRecord> then;
    for (const auto& contact : contacts) {
        auto record = context.archive->contact_at(contact.account, contact.jid, *time);
        if (record) then.push_back(std::move(*record));
    }
    return then;
}

static ExitStatus save_avatar(Context& context, const std::vector<ContactRecord>& contacts) {
    for (const auto& contact : contacts) {
        const auto avatar = avatar_of(context, contact);
        if (!avatar) continue;
        const auto path = *context.arguments.value("avatar");
        if (path == "-") {
            context.out.write(avatar->bytes);
            return ExitStatus::done;
        }
        OutputFile file(path, context.arguments.has("force") ? Overwrite::yes : Overwrite::no);
        file.writer().write(avatar->bytes);
        file.commit();
        return ExitStatus::done;
    }
    complain("no avatar is archived for that contact");
    return ExitStatus::nothing_found;
}

static void show_history(Context& context, const std::vector<ContactRecord>& contacts) {
    if (!context.json()) context.out.page();
    for (const auto& contact : contacts) {
        const auto versions =
            archive::contact_history(*context.archive, contact.account, contact.jid);
        if (!context.json() && !versions.empty()) print_history(context, versions);
        if (context.json()) {
            for (const auto& version : versions)
                context.out.print(
                    "{}\n", formats::to_json(with_person(context, version.contact), version.since));
        }
        print_pep_history(context, contact.account, contact.jid);
    }
    note_pep_unobserved(context, contacts);
}

static void check_usage(const Arguments& arguments) {
    if (!arguments.operands().empty()) return;
    for (const std::string_view option : {"history", "avatar"}) {
        if (arguments.has(option)) throw UsageError("--{} needs the JID of a contact", option);
    }
}

static ExitStatus run(Context& context) {
    const auto& arguments = context.arguments;
    check_usage(arguments);
    const bool as_book = wants_contact_book(arguments);
    const auto& names = arguments.operands();
    const auto contacts = as_of(context, context.archive->contacts(record_filter(context, names)));
    if (contacts.empty()) {
        complain(names.empty() ? "no contacts are archived"
                               : fmt::format("nothing is known of {}", names.front()));
        return ExitStatus::nothing_found;
    }
    if (as_book) return write_contact_book(context, contacts);
    if (arguments.has("avatar")) return save_avatar(context, contacts);
    if (arguments.has("history")) {
        show_history(context, contacts);
    } else if (context.json()) {
        for (const auto& contact : contacts)
            context.out.print("{}\n", formats::to_json(with_person(context, contact)));
    } else if (names.empty()) {
        print_list(context, contacts);
    } else {
        for (const auto& contact : contacts) {
            if (&contact != &contacts.front()) context.out.write("\n");
            print_card(context, contact);
            print_published(context, contact, chosen_time(context).value_or(Time::max()));
        }
    }
    return ExitStatus::done;
}

static constexpr Option options[] = {account_option,        {0, "history", ""}, {0, "at", "TIME"},
                                     {0, "avatar", "FILE"}, {0, "vcf", "FILE"}, {0, "csv", "FILE"},
                                     {0, "force", ""}};

extern constinit const Command contacts_command = {
    .name = "contacts",
    .summary = "the roster, vCards and their history",
    .operands_at_least = 0,
    .operands_at_most = 1,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
