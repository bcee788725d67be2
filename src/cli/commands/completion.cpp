// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion.hpp"

#include "cli/command.hpp"
#include "cli/context.hpp"

namespace boswell::cli {

static void print_completions(Context& context) {
    const auto found = complete(context.arguments.operands());
    if (found.files) context.out.print(":files\n");
    for (const auto& word : found.words) context.out.print("{}\n", word);
}

static ExitStatus run(Context& context) {
    const auto& operands = context.arguments.operands();
    if (context.arguments.has("words")) {
        print_completions(context);
        return ExitStatus::done;
    }
    const auto script = operands.size() == 1 ? completion_script(operands.front()) : std::string();
    if (script.empty())
        throw UsageError("completion needs the name of a shell: boswell completion bash|zsh");
    context.out.write(script);
    return ExitStatus::done;
}

static constexpr Option options[] = {{0, "words", ""}};

extern constinit const Command completion_command = {
    .name = "completion",
    .summary = "let bash or zsh complete commands, options and JIDs",
    .needs = Needs::nothing,
    .prints_records = false,
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
