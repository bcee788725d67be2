// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/reindex.hpp"

#include "cli/command.hpp"
#include "cli/configuration.hpp"
#include "cli/context.hpp"
#include "cli/progress.hpp"
#include "stanza/reread.hpp"

namespace boswell::cli {

static void go_through(Context& context, const std::filesystem::path& path) {
    archive::Reindex reindex(path, stanza::reread);
    const auto earlier = reindex.done();
    if (earlier > 0)
        complain(fmt::format("going on behind {} messages of an earlier run", earlier));
    {
        Progress progress(context.arguments, reindex.total());
        while (reindex.advance()) progress.advance_to(reindex.done());
    }
    context.out.print("{} messages examined, {} changed\n", reindex.done() - earlier,
                      reindex.changed());
}

static ExitStatus run(Context& context) {
    const auto path = read_configuration(context.arguments).archive;
    if (!std::filesystem::exists(path)) throw Error("there is no archive at {}", path.string());
    if (context.arguments.has("rebuild")) {
        archive::rebuild_search_index(path);
        context.out.print("the search index of {} is made anew\n", path.string());
    } else {
        go_through(context, path);
    }
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
