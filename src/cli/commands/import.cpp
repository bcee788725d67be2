// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_object.hpp"
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/import_job.hpp"
#include "cli/import_runs.hpp"
#include "cli/table.hpp"

#include <vector>

namespace boswell::cli {

static Jid bare_jid(std::string_view option, const std::string& text) {
    auto jid = Jid::parse(text);
    if (!jid) throw UsageError("{} '{}' is not a JID", option, text);
    if (!jid->is_bare()) throw UsageError("{} '{}' is not a bare JID", option, text);
    return *std::move(jid);
}

static void print_json(Context& context, const ImportTotals& totals) {
    const auto& counts = totals.counts;
    std::string out;
    JsonObject object(out);
    object.text("kind", "import");
    object.number("messages", counts.messages);
    object.number("presences", counts.presences);
    object.number("observations", counts.observations);
    object.number("contact_versions", counts.contact_versions);
    if (counts.receipts > 0) object.number("receipts", counts.receipts);
    object.number("completed", counts.completed);
    object.number("known", counts.known);
    object.number("skipped", totals.skipped);
    object.number("failed", totals.failed);
    object.boolean("dry_run", context.arguments.has("dry-run"));
    std::vector<archive::ConversationTotals::value_type> conversations(totals.conversations.begin(),
                                                                       totals.conversations.end());
    add_list(object, "conversations", conversations, [](auto& entry, const auto& conversation) {
        entry.text("account", conversation.first.first.str());
        entry.text("with", conversation.first.second.str());
        entry.number("messages", conversation.second.messages);
        entry.number("known", conversation.second.known);
    });
    object.close();
    context.out.print("{}\n", out);
}

/// What came of each conversation: for histories, of which nobody knows what is in them.
static void print_conversations(Context& context, const ImportTotals& totals) {
    if (totals.histories == 0 || totals.conversations.empty()) return;
    Table table(
        {{"new", Column::Side::right}, {"known", Column::Side::right}, {"account"}, {"with"}});
    for (const auto& [names, counts] : totals.conversations)
        table.add({{fmt::format("{}", counts.messages)},
                   {fmt::format("{}", counts.known)},
                   {printable(names.first.str())},
                   {printable(names.second.str())}});
    table.print(context.out);
}

static ExitStatus report(Context& context, const ImportTotals& totals) {
    const auto& counts = totals.counts;
    if (context.json())
        print_json(context, totals);
    else
        print_conversations(context, totals);
    const auto completed = counts.completed == 0
                               ? std::string()
                               : fmt::format(" ({} got something added)", counts.completed);
    const auto receipts = counts.receipts == 0
                              ? std::string()
                              : fmt::format(", {} receipts of other messages", counts.receipts);
    complain(fmt::format(
        "{} {} messages, {} presences, {} spans of observation, {} versions of contacts{}; "
        "{} were here already{}; {} skipped; {} failed",
        context.arguments.has("dry-run") ? "would import" : "imported", counts.messages,
        counts.presences, counts.observations, counts.contact_versions, receipts,
        counts.known + counts.completed, completed, totals.skipped, totals.failed));
    if (counts.left_out > 0)
        complain(fmt::format(
            "{} roster entries and vCards without a date were skipped, because the archive has the "
            "account's roster or a later vCard from elsewhere",
            counts.left_out));
    if (totals.other_files > 0)
        complain(fmt::format("{} other files in the folders were left alone", totals.other_files));
    if (totals.failed > 0)
        complain("correct what failed and import again; nothing is imported twice");
    if (totals.failed > 0 || totals.cut > 0) return ExitStatus::configuration_or_archive;
    return counts.done() > 0 ? ExitStatus::done : ExitStatus::nothing_found;
}

static formats::HistoryOptions history_options(const Context& context) {
    const auto& arguments = context.arguments;
    formats::HistoryOptions options{.account = {},
                                    .own_names = arguments.values("me"),
                                    .contacts = {},
                                    .zone = context.clock.zone,
                                    .now = context.clock.now};
    if (const auto account = arguments.value("account"))
        options.account = bare_jid("--account", *account);
    for (const auto& pair : arguments.values("contact")) {
        const auto at = pair.rfind('=');
        if (at == std::string::npos || at == 0)
            throw UsageError("--contact '{}' is not NAME=JID", pair);
        options.contacts.insert_or_assign(pair.substr(0, at),
                                          bare_jid("--contact", pair.substr(at + 1)));
    }
    return options;
}

static archive::Import::Mode mode_of(const Arguments& arguments) {
    return arguments.has("dry-run") ? archive::Import::Mode::rehearse
                                    : archive::Import::Mode::write;
}

static ExitStatus import(Context& context) {
    const auto& arguments = context.arguments;
    const auto format = import_format(arguments.value("format"));
    ImportJob job(arguments, mode_of(arguments), format, history_options(context));
    try {
        for (const auto& path : arguments.operands()) job.add(path);
    } catch (...) {
        if (job.totals().counts.done() > 0)
            report(context, job.totals());  // the transactions before the failure stay
        throw;
    }
    return report(context, job.totals());
}

static ExitStatus run(Context& context) {
    const auto& arguments = context.arguments;
    const auto undone = arguments.value("undo");
    if (undone && arguments.has("list"))
        throw UsageError("--list shows what --undo can take back; use one of them");
    const bool reads = !undone && !arguments.has("list");
    if (reads && arguments.operands().empty())
        throw UsageError(
            "import needs an argument: boswell import [OPTION…] PATH…, or --list, or --undo RUN");
    if (!reads && !arguments.operands().empty())
        throw UsageError("--list and --undo RUN take no file; '{}' is too much",
                         arguments.operands().front());
    if (undone) return undo_import(context, *undone, mode_of(arguments));
    return reads ? import(context) : list_imports(context);
}

static constexpr Option options[] = {
    {'f', "format", "FORMAT"},  {0, "dry-run", ""}, {0, "account", "JID"}, {0, "me", "NAME"},
    {0, "contact", "NAME=JID"}, {0, "list", ""},    {0, "undo", "RUN"},
};

extern constinit const Command import_command = {
    .name = "import",
    .summary = "take an export, or the history of another program, into the archive",
    .needs = Needs::nothing,  // it writes
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
