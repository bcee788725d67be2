// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_object.hpp"
#include "base/printable.hpp"
#include "cli/backup_names.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/copy_job.hpp"
#include "cli/left_parts.hpp"
#include "cli/signal_cleanup.hpp"
#include "cli/size_text.hpp"

namespace boswell::cli {

static constexpr std::int64_t most_kept = 1000;

static OlderBackups older_backups(const Arguments& arguments) {
    OlderBackups older{.overwrite = arguments.has("force"), .keep = {}};
    if (!arguments.has("keep")) return older;
    if (older.overwrite)
        throw UsageError("--force overwrites the older backup and --keep numbers it; use one");
    older.keep = arguments.number("keep", 0);
    if (older.keep < 1 || older.keep > most_kept)
        throw UsageError("--keep takes a number from 1 to {}, not {}", most_kept, *older.keep);
    return older;
}

static void print(Context& context, const std::string& file, std::int64_t bytes) {
    if (!context.json()) {
        context.out.print("{} is a sound copy of the archive (size {})\n", printable(file),
                          size_text(bytes));
        return;
    }
    std::string out;
    JsonObject object(out);
    object.text("kind", "backup");
    object.text("path", file);
    object.number("bytes", bytes);
    object.close();
    context.out.print("{}\n", out);
}

static ExitStatus run(Context& context) {
    const auto& arguments = context.arguments;
    const BackupNames names(arguments.operands().front(), older_backups(arguments),
                            context.archive_file);
    clear_left_parts(names.file());
    archive::Copy copy(names.file());
    const SignalCleanup scope(copy.path());
    const auto keys = arguments.has("without-keys") ? Keys::remove : Keys::keep;
    if (!make_sound(copy, context.archive_file, arguments, keys)) {
        complain(
            "no backup was made, and older ones are as they were; 'boswell verify' looks at "
            "the archive itself");
        return ExitStatus::check_failed;
    }
    const auto bytes = copy.bytes();
    names.give_to(copy);
    print(context, arguments.operands().front(), bytes);
    return ExitStatus::done;
}

static constexpr Option options[] = {{0, "force", ""}, {0, "keep", "N"}, {0, "without-keys", ""}};

extern constinit const Command backup_command = {
    .name = "backup",
    .summary = "copy the archive, also beside the agent, and verify the copy",
    .operands_at_least = 1,
    .operands_at_most = 1,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
