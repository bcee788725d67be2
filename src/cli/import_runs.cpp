// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/import_runs.hpp"

#include "archive/reader.hpp"
#include "archive/undo_import.hpp"
#include "base/integer.hpp"
#include "base/json_object.hpp"
#include "base/printable.hpp"
#include "cli/configuration.hpp"
#include "cli/context.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"
#include "view/times.hpp"

#include <fmt/ranges.h>

namespace boswell::cli {

static std::filesystem::path archive_of(const Context& context) {
    auto path = read_configuration(context.arguments).archive;
    if (!std::filesystem::exists(path)) throw Error("there is no archive at {}", path.string());
    return path;
}

static void print_json(Context& context, const ImportRunRecord& run) {
    std::string out;
    JsonObject object(out);
    object.text("kind", "import-run");
    object.number("run", run.run);
    object.text("format", fmt::format("{}", fmt::join(run.formats, ", ")));
    object.text("path", run.path);
    object.time("at", run.at);
    if (run.ended_at) object.time("ended_at", *run.ended_at);
    object.number("messages", run.messages);
    object.number("presences", run.presences);
    object.number("contacts", run.contacts);
    if (run.undone_at) object.time("undone_at", *run.undone_at);
    object.close();
    context.out.print("{}\n", out);
}

/// What is to be known of a run beside its numbers.
static std::string remark(const ImportRunRecord& run, const TimeZone& zone) {
    if (run.undone_at)
        return fmt::format("  (undone {})", view::date_and_minute(*run.undone_at, zone));
    return run.ended_at ? std::string() : "  (not ended)";
}

static void print_table(Context& context, const std::vector<ImportRunRecord>& runs) {
    const auto right = Column::Side::right;
    Table table({{"run", right},
                 {"at"},
                 {"messages", right},
                 {"presences", right},
                 {"contacts", right},
                 {"format"},
                 {"from"}});
    const auto& zone = context.clock.zone;
    for (const auto& run : runs)
        table.add({{fmt::format("{}", run.run)},
                   {view::date_and_minute(run.at, zone)},
                   {fmt::format("{}", run.messages)},
                   {fmt::format("{}", run.presences)},
                   {fmt::format("{}", run.contacts)},
                   {printable(fmt::format("{}", fmt::join(run.formats, ", ")))},
                   {printable(run.path == "-" ? "standard input" : run.path) + remark(run, zone)}});
    table.print(context.out);
}

ExitStatus list_imports(Context& context) {
    const auto runs = archive::Reader(archive_of(context)).import_runs();
    if (runs.empty()) {
        complain("nothing was imported so far, or by an earlier boswell that kept no list");
        return ExitStatus::nothing_found;
    }
    if (context.json()) {
        for (const auto& run : runs) print_json(context, run);
    } else {
        print_table(context, runs);
    }
    return ExitStatus::done;
}

static void report(Context& context, std::int64_t run, const archive::UndoCounts& counts) {
    const bool rehearsed = context.arguments.has("dry-run");
    if (context.json()) {
        std::string out;
        JsonObject object(out);
        object.text("kind", "undo");
        object.number("run", run);
        object.number("messages", counts.messages);
        object.number("kept_messages", counts.kept_messages);
        object.number("presences", counts.presences);
        object.number("observations", counts.observations);
        object.number("contact_versions", counts.contact_versions);
        object.number("kept_contact_versions", counts.kept_versions);
        object.boolean("dry_run", rehearsed);
        object.close();
        context.out.print("{}\n", out);
    }
    complain(fmt::format(
        "{} {} messages, {} presences, {} spans of observation, {} versions of contacts",
        rehearsed ? "would remove" : "removed", counts.messages, counts.presences,
        counts.observations, counts.contact_versions));
    if (counts.kept_messages > 0)
        complain(fmt::format("{} messages stay, because they also came in another way",
                             counts.kept_messages));
    if (counts.kept_versions > 0)
        complain(fmt::format("{} versions of contacts stay, because boswelld has seen them since",
                             counts.kept_versions));
}

ExitStatus undo_import(Context& context, const std::string& run, archive::Import::Mode mode) {
    const auto number = parse_integer<std::int64_t>(run);
    if (!number || *number < 1)
        throw UsageError("--undo '{}' is not the number of an import; --list shows them", run);
    archive::UndoImport undo(archive_of(context), *number, mode);
    try {
        Progress progress(context.arguments, undo.total(), "entries");
        while (undo.advance()) progress.advance_to(undo.done());
    } catch (...) {
        report(context, *number, undo.counts());  // the transactions before the failure stay
        throw;
    }
    report(context, *number, undo.counts());
    return ExitStatus::done;
}

}  // namespace boswell::cli
