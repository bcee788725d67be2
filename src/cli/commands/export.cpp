// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/export_append.hpp"
#include "cli/export_job.hpp"
#include "cli/output_file.hpp"
#include "cli/output_folder.hpp"
#include "formats/format.hpp"

#include <fmt/ranges.h>

namespace boswell::cli {

static const formats::Format& format_named(const std::string& name) {
    std::vector<std::string_view> names;
    for (const auto* format : formats::formats()) {
        if (format->name == name) return *format;
        names.push_back(format->name);
    }
    const auto meant = nearest(name, names);
    if (!meant.empty()) throw UsageError("unknown format '{}'; did you mean '{}'?", name, meant);
    throw UsageError("unknown format '{}'; there are {}", name, fmt::join(names, ", "));
}

static ExportKinds kinds_of(const Arguments& arguments) {
    ExportKinds kinds;
    const auto text = arguments.value("what").value_or("messages");
    for (const auto part : split(text, ',')) {
        if (part == "messages") {
            kinds.messages = true;
        } else if (part == "presence") {
            kinds.presence = true;
        } else if (part == "contacts") {
            kinds.contacts = true;
        } else if (part == "chat-states") {
            kinds.chat_states = true;
        } else {
            throw UsageError("--what takes messages, presence, contacts and chat-states, not '{}'",
                             part);
        }
    }
    return kinds;
}

/// Whether a later export can go on with an earlier one.
static bool takes_more(const Arguments& arguments, const formats::Format& format) {
    if (format.is_pages) return !arguments.has("single");
    return format.find_mark != nullptr || format.has_mark_beside;
}

static void check(const Arguments& arguments, const formats::Format& format,
                  const ExportKinds& kinds) {
    const bool filters = !arguments.operands().empty();
    if (filters && !kinds.messages)
        throw UsageError("a query selects messages; add 'messages' to --what");
    const int count = kinds.messages + kinds.presence + kinds.contacts + kinds.chat_states;
    if (format.is_table && count > 1)
        throw UsageError("{} is one table, so --what takes one kind of records: {}", format.name,
                         "write a file for each");
    if (format.only_messages && count > (kinds.messages ? 1 : 0))
        throw UsageError(
            "{} has messages only; presence, contacts and chat states can be exported "
            "as text, csv or jsonl",
            format.name);
    for (const std::string_view option : {"single", "no-search"}) {
        if (arguments.has(option) && !format.is_pages)
            throw UsageError("--{} is for html, not for {}", option, format.name);
    }
    if (arguments.has("single") && arguments.has("no-search"))
        throw UsageError("--single has no search anyway, so leave out --no-search");
    if (arguments.has("per-conversation") && (format.is_pages || format.has_stanzas))
        throw UsageError("--per-conversation is for text, csv, jsonl and mbox, not for {}",
                         format.name);
    if (arguments.has("per-conversation") && (count > 1 || !kinds.messages))
        throw UsageError("--per-conversation is for messages, so leave out --what");
    if (arguments.has("per-conversation") && arguments.has("append"))
        throw UsageError("--append adds to one file, so leave out --per-conversation");
    if (arguments.has("append") && !takes_more(arguments, format))
        throw UsageError("--append is for jsonl, text, csv and html; export {} anew with --force",
                         format.name);
    if (arguments.has("append") && (count > 1 || !kinds.messages))
        throw UsageError("--append is for messages, so leave out --what");
    if (arguments.has(secrets_option.name) && format.has_link_keys)
        throw UsageError("{} has the keys of encrypted files anyway, so leave out --secrets",
                         format.name);
    if (arguments.has("bom") && !format.is_table)
        throw UsageError("--bom is for csv: other formats need no byte order mark");
}

static bool is_for_prosody(const Arguments& arguments, const formats::Format& format) {
    const auto layout = arguments.value("layout");
    if (!layout) return false;
    if (!format.has_stanzas) throw UsageError("--layout is for xep0227, not for {}", format.name);
    if (*layout != "standard" && *layout != "prosody")
        throw UsageError("--layout takes standard or prosody, not '{}'", *layout);
    return *layout == "prosody";
}

static bool writes_folder(const Arguments& arguments, const formats::Format& format) {
    if (format.is_pages) return !arguments.has("single");
    if (arguments.has("per-conversation")) return true;
    return is_for_prosody(arguments, format) || format.exporter == nullptr;
}

static std::string counted(std::int64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

static ExitStatus report(const ExportCounts& counts, const ExportKinds& kinds,
                         const std::string& path) {
    std::vector<std::string> parts;
    if (kinds.messages) parts.push_back(counted(counts.messages, "message"));
    if (kinds.presence) parts.push_back(counted(counts.presences, "presence"));
    if (kinds.contacts) parts.push_back(counted(counts.contacts, "contact"));
    if (kinds.chat_states) parts.push_back(counted(counts.chat_states, "chat state"));
    complain(fmt::format("exported {} to {}; {} failed", fmt::join(parts, ", "), path,
                         counted(counts.failed, "conversation")));
    if (counts.failed > 0) return ExitStatus::configuration_or_archive;
    return counts.done() > 0 ? ExitStatus::done : ExitStatus::nothing_found;
}

static ExitStatus write_to_standard_output(Context& context, const formats::Format& format,
                                           const ExportKinds& kinds) {
    const auto counts = write_export(context, format, kinds, context.out.writer());
    context.out.flush();
    // The reader went away, or the program ends with the reason for the failure.
    if (context.out.failed()) return ExitStatus::done;
    return report(counts, kinds, "standard output");
}

/// `output` is an OutputFile or an OutputFolder.
template <typename Output>
static ExitStatus write_to(Output output, Context& context, const formats::Format& format,
                           const ExportKinds& kinds, const std::string& path) {
    const auto counts = write_export(context, format, kinds, output.writer());
    output.commit();
    return report(counts, kinds, path);
}

/// Adds to what an earlier export has, or begins one to which a later one can add.
static ExitStatus append_to(Context& context, const formats::Format& format,
                            const ExportKinds& kinds, const std::string& path) {
    const auto mark = mark_now(context, format, "messages");
    const bool anew = context.arguments.has("force");
    const auto earlier = anew ? std::nullopt : earlier_export(path, format, mark);
    OutputFile file(path, anew ? Overwrite::yes : Overwrite::append);
    ExportRange range{.mark = mark, .after = {}, .goes_on_after = {}};
    if (earlier) {
        range.after = earlier->mark.arrived;
        range.goes_on_after = earlier->made_at;
    }
    const auto counts = write_export(context, format, kinds, file.writer(), range);
    const bool nothing_new = earlier && counts.messages == 0;
    if (counts.failed == 0 && !nothing_new) {
        file.commit();
        if (format.has_mark_beside) write_mark_beside(path, mark, context.clock.now);
    }
    return report(counts, kinds, path);
}

/// Makes the pages of an earlier export anew that are no longer as they were.
static ExitStatus append_to_folder(Context& context, const formats::Format& format,
                                   const ExportKinds& kinds, const std::string& path) {
    const auto mark = mark_now(context, format, "messages");
    const bool anew = context.arguments.has("force");
    if (!anew) earlier_export(path, format, mark);
    OutputFolder folder(path, anew ? Overwrite::yes : Overwrite::append, std::string(format.name));
    const auto counts = write_export(context, format, kinds, folder.writer());
    write_mark_into(folder.writer(), mark, context.clock.now);
    if (counts.failed == 0) folder.commit();
    return report(counts, kinds, path);
}

static ExitStatus run(Context& context) {
    const auto& arguments = context.arguments;
    const auto name = arguments.value("format");
    if (!name) throw UsageError("export needs a format: -f text, -f html, -f csv or -f jsonl");
    const auto path = arguments.value("output");
    if (!path) throw UsageError("export needs an output: -o FILE, or -o - for standard output");
    const auto& format = format_named(*name);
    const auto kinds = kinds_of(arguments);
    check(arguments, format, kinds);
    const bool is_folder = writes_folder(arguments, format);
    if (*path == "-") {
        if (is_folder) throw UsageError("{} is a folder: -o FOLDER", format.name);
        if (arguments.has("append")) throw UsageError("--append needs a file to add to");
        return write_to_standard_output(context, format, kinds);
    }
    if (arguments.has("append"))
        return is_folder ? append_to_folder(context, format, kinds, *path)
                         : append_to(context, format, kinds, *path);
    const auto overwrite = arguments.has("force") ? Overwrite::yes : Overwrite::no;
    if (is_folder) {
        return write_to(OutputFolder(*path, overwrite, std::string(format.name)), context, format,
                        kinds, *path);
    }
    return write_to(OutputFile(*path, overwrite), context, format, kinds, *path);
}

static constexpr Option options[] = {
    {'f', "format", "FORMAT"},
    {'o', "output", "PATH"},
    {0, "what", "LIST"},
    {0, "append", ""},
    {0, "per-conversation", ""},
    {0, "bom", ""},
    {0, "layout", "WHICH"},
    {0, "single", ""},
    {0, "no-search", ""},
    {0, "force", ""},
    with_option,
    account_option,
    since_option,
    until_option,
    names_option,
    secrets_option,
};

extern constinit const Command export_command = {
    .name = "export",
    .summary = "write the archive, or a part, to a file",
    .prints_records = false,
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
