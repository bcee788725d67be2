// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/reindex.hpp"

#include "cli/command.hpp"
#include "cli/configuration.hpp"
#include "cli/context.hpp"
#include "cli/reindex_job.hpp"

namespace boswell::cli {

static void rebuild(Context& context) {
    const auto path = read_configuration(context.arguments).archive;
    if (!std::filesystem::exists(path)) throw Error("there is no archive at {}", path.string());
    archive::rebuild_search_index(path);
    context.out.print("the search index of {} is made anew\n", path.string());
}

static ExitStatus run(Context& context) {
    if (context.arguments.has("rebuild"))
        rebuild(context);
    else
        bring_up_to_date(context, archive::Extent::texts);
    return ExitStatus::done;
}

static constexpr Option options[] = {
    {0, "rebuild", ""},
};

extern constinit const Command reindex_command = {
    .name = "reindex",
    .summary = "bring earlier messages to today's rules for search",
    .needs = Needs::nothing,
    .prints_records = false,
    .operands_at_least = 0,
    .operands_at_most = 0,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
