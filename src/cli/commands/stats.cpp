// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/fields.hpp"
#include "cli/size_text.hpp"
#include "formats/json_record.hpp"

namespace boswell::cli {

// "12,345,678": long numbers are read by their groups.
static std::string grouped(std::int64_t number) {
    auto text = fmt::format("{}", number);
    for (auto at = std::ssize(text) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

static std::string substring_index(const StatsRecord& stats) {
    if (stats.substring_index == "complete") return "indexed";
    if (stats.substring_index == "removing") return "the index is being removed";
    if (stats.substring_index.empty()) return {};
    return fmt::format("being indexed, {} messages so far", grouped(stats.substring_indexed));
}

static ExitStatus run(Context& context) {
    const auto stats = context.archive->stats();
    if (context.json()) {
        context.out.print("{}\n", formats::to_json(stats));
        return ExitStatus::done;
    }
    Fields fields(context.out, context.clock.zone);
    fields.begin(context.archive_file.string());
    fields.lines("messages", grouped(stats.messages));
    fields.lines("presences", grouped(stats.presences));
    fields.lines("vCards", grouped(stats.vcards));
    fields.lines("conversations", grouped(stats.conversations));
    fields.lines("contacts", grouped(stats.contacts));
    fields.lines("size", size_text(stats.bytes));
    fields.lines("substrings", substring_index(stats));
    return ExitStatus::done;
}

extern constinit const Command stats_command = {
    .name = "stats",
    .summary = "how much is archived",
    .operands_at_least = 0,
    .operands_at_most = 0,
    .options = {},
    .run = run,
};

}  // namespace boswell::cli
