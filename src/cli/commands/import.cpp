// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_object.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/import_job.hpp"

namespace boswell::cli {

static void print_json(Context& context, const ImportTotals& totals) {
    const auto& counts = totals.counts;
    std::string out;
    JsonObject object(out);
    object.text("kind", "import");
    object.number("messages", counts.messages);
    object.number("presences", counts.presences);
    object.number("observations", counts.observations);
    object.number("contact_versions", counts.contact_versions);
    object.number("completed", counts.completed);
    object.number("known", counts.known);
    object.number("skipped", totals.skipped);
    object.number("failed", totals.failed);
    object.boolean("dry_run", context.arguments.has("dry-run"));
    object.close();
    context.out.print("{}\n", out);
}

static ExitStatus report(Context& context, const ImportTotals& totals) {
    const auto& counts = totals.counts;
    if (context.json()) print_json(context, totals);
    const auto completed = counts.completed == 0
                               ? std::string()
                               : fmt::format(" ({} got something added)", counts.completed);
    complain(fmt::format(
        "{} {} messages, {} presences, {} spans of observation, {} versions of contacts; "
        "{} were here already{}; {} skipped; {} failed",
        context.arguments.has("dry-run") ? "would import" : "imported", counts.messages,
        counts.presences, counts.observations, counts.contact_versions,
        counts.known + counts.completed, completed, totals.skipped, totals.failed));
    if (totals.failed > 0)
        complain("correct what failed and import again; nothing is imported twice");
    if (totals.failed > 0 || totals.cut > 0) return ExitStatus::configuration_or_archive;
    return counts.done() > 0 ? ExitStatus::done : ExitStatus::nothing_found;
}

static ExitStatus run(Context& context) {
    const auto& arguments = context.arguments;
    const auto* format = import_format(arguments.value("format"));
    const auto mode =
        arguments.has("dry-run") ? archive::Import::Mode::rehearse : archive::Import::Mode::write;
    ImportJob job(arguments, mode, format);
    try {
        for (const auto& path : arguments.operands()) job.add(path);
    } catch (...) {
        if (job.totals().counts.done() > 0)
            report(context, job.totals());  // the transactions before the failure stay
        throw;
    }
    return report(context, job.totals());
}

static constexpr Option options[] = {
    {'f', "format", "FORMAT"},
    {0, "dry-run", ""},
};

extern constinit const Command import_command = {
    .name = "import",
    .summary = "take an export back into the archive",
    .needs = Needs::nothing,  // it writes
    .operands_at_least = 1,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
