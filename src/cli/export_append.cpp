// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/export_append.hpp"

#include "base/error.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>

namespace boswell::cli {

/// More than the last line of any export.
static constexpr std::streamoff longest_tail = 64 << 10;

/// In a form that is the same whenever the same is exported.
static std::string selection_of(const Arguments& arguments, const std::string& kinds) {
    std::string selection = kinds;
    for (const auto* option : {"with", "account", "since", "until", "names"}) {
        for (const auto& value : arguments.values(option))
            selection += fmt::format(" --{} {}", option, value);
    }
    const auto query = arguments.text();
    return query.empty() ? selection : selection + " -- " + query;
}

formats::ExportMark mark_now(const Context& context, const std::string& kinds) {
    return {.archive = context.archive->archive_id(),
            .selection = selection_of(context.arguments, kinds),
            .arrived = context.archive->arrival_mark()};
}

static std::string tail_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    file.seekg(0, std::ios::end);
    const auto size = static_cast<std::streamoff>(file.tellg());
    file.seekg(std::max<std::streamoff>(0, size - longest_tail));
    return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<formats::ExportMark> earlier_mark(const std::string& path,
                                                const formats::Format& format,
                                                const formats::ExportMark& now) {
    if (!std::filesystem::exists(path)) return std::nullopt;
    auto mark = format.find_mark(tail_of(path));
    if (!mark)
        throw Error(
            "{} is no export to which --append can add: it was cut short or made without "
            "--append; --append --force makes it anew",
            path);
    if (mark->archive != now.archive)
        throw Error("{} is an export of another archive; name another file", path);
    if (mark->selection != now.selection)
        throw Error(
            "{} is an export of '{}', and this would add '{}'; give the same options, or "
            "name another file",
            path, mark->selection, now.selection);
    return mark;
}

}  // namespace boswell::cli
