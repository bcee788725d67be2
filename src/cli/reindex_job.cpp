// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reindex_job.hpp"

#include "cli/configuration.hpp"
#include "cli/progress.hpp"
#include "stanza/reread.hpp"

namespace boswell::cli {

void bring_up_to_date(Context& context, archive::Extent extent) {
    const auto path = read_configuration(context.arguments).archive;
    if (!std::filesystem::exists(path)) throw Error("there is no archive at {}", path.string());
    archive::Reindex reindex(path, extent, stanza::reread, stanza::reread_tombstone);
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

}  // namespace boswell::cli
