// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/split.hpp"

#include "base/integer.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"

namespace boswell::cli {

static std::int64_t number_of(const std::string& text) {
    const auto number = parse_integer<std::int64_t>(text);
    if (!number)
        throw UsageError("split takes the number of a copy, not '{}'; show prints it", text);
    return *number;
}

static ExitStatus run(Context& context) {
    const auto copy = number_of(context.arguments.operands().front());
    const auto id = archive::split_copy(context.archive_file, copy);
    context.out.print("copy {} is message {} now\n", copy, id);
    return ExitStatus::done;
}

extern constinit const Command split_command = {
    .name = "split",
    .summary = "undo a wrong join of two copies",
    .prints_records = false,
    .operands_at_least = 1,
    .operands_at_most = 1,
    .options = {},
    .run = run,
};

}  // namespace boswell::cli
