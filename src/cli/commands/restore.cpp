// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/replacement.hpp"
#include "base/json_object.hpp"
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/configuration.hpp"
#include "cli/context.hpp"
#include "cli/copy_job.hpp"
#include "cli/left_parts.hpp"
#include "cli/signal_cleanup.hpp"

#include <exception>
#include <optional>

namespace boswell::cli {

static void print(Context& context, const std::string& file, const std::filesystem::path& archive,
                  const std::filesystem::path& kept) {
    if (!context.json()) {
        context.out.print("{} is now what {} has\n", printable(archive.string()), printable(file));
        if (!kept.empty())
            context.out.print("what it was before is kept as {}\n", printable(kept.string()));
        return;
    }
    std::string out;
    JsonObject object(out);
    object.text("kind", "restore");
    object.text("path", file);
    object.text("archive", archive.string());
    object.text("kept", kept.string());
    object.close();
    context.out.print("{}\n", out);
}

static void begin(std::optional<archive::Replacement>& replacement,
                  const std::filesystem::path& archive) try {
    replacement.emplace(archive);
} catch (const Error&) {
    if (!archive::is_locked(archive)) throw;
    std::throw_with_nested(Error("an archive in use cannot be replaced; stop boswelld first"));
}

static ExitStatus run(Context& context) {
    const std::filesystem::path file = context.arguments.operands().front();
    const auto archive = read_configuration(context.arguments).archive;
    std::error_code missing;
    if (std::filesystem::equivalent(file, archive, missing))
        throw Error("{} is the archive itself; name a backup", file.string());
    std::optional<archive::Replacement> replacement;
    begin(replacement, archive);
    const SignalCleanup scope(replacement->copy().path());
    clear_left_parts(replacement->path());
    auto& copy = replacement->copy();
    if (!make_sound(copy, file, context.arguments) || (copy.upgrade() && !is_sound(copy))) {
        complain(fmt::format("{} is not sound; the archive is as it was", file.string()));
        return ExitStatus::check_failed;
    }
    const auto kept = replacement->finish(context.clock.now);
    print(context, file.string(), archive, kept);
    return ExitStatus::done;
}

extern constinit const Command restore_command = {
    .name = "restore",
    .summary = "put a backup in the place of the archive, and keep the archive",
    .needs = Needs::nothing,  // the archive may be lost or damaged
    .operands_at_least = 1,
    .operands_at_most = 1,
    .options = {},
    .run = run,
};

}  // namespace boswell::cli
