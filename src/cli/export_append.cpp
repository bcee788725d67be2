// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/export_append.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json_object.hpp"
#include "base/text.hpp"
#include "formats/json_field.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
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
    for (const auto* flag : {"secrets", "no-search"}) {
        if (arguments.has(flag)) selection += fmt::format(" --{}", flag);
    }
    const auto query = arguments.text();
    return query.empty() ? selection : selection + " -- " + query;
}

formats::ExportMark mark_now(const Context& context, const formats::Format& format,
                             const std::string& kinds) {
    auto selection = selection_of(context.arguments, kinds);
    if (format.has_mark_beside || format.is_pages)
        selection =
            fmt::format("{} as {} in {}", selection, format.name, context.clock.zone.name());
    return {.archive = context.archive->archive_id(),
            .selection = selection,
            .arrived = context.archive->arrival_mark()};
}

static std::string tail_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    file.seekg(0, std::ios::end);
    const auto size = static_cast<std::streamoff>(file.tellg());
    file.seekg(std::max<std::streamoff>(0, size - longest_tail));
    return {std::istreambuf_iterator<char>(file), {}};
}

static constexpr const char* mark_name = ".boswell-mark";

static std::string beside(const std::string& path) { return path + mark_name; }

static std::int64_t size_of(const std::string& path) {
    return static_cast<std::int64_t>(std::filesystem::file_size(path));
}

/// `bytes`: of the export, where that is a file.
static std::string mark_text(const formats::ExportMark& mark, Time made_at,
                             std::optional<std::int64_t> bytes) {
    std::string text;
    JsonObject object(text);
    object.text("archive", mark.archive);
    object.text("selection", mark.selection);
    object.number("arrived", mark.arrived);
    object.time("made_at", made_at);
    if (bytes) object.number("bytes", *bytes);
    object.close();
    return text + '\n';
}

void write_mark_beside(const std::string& path, const formats::ExportMark& mark, Time made_at) {
    write_file_durably(beside(path), mark_text(mark, made_at, size_of(path)));
}

void write_mark_into(formats::FolderWriter& folder, const formats::ExportMark& mark, Time made_at) {
    folder.write(mark_name, mark_text(mark, made_at, {}));
}

static void require_bytes(const std::string& path, std::int64_t bytes) {
    if (bytes != size_of(path))
        throw Error(
            "{} is not as --append left it: it has {} bytes, not {}; --append --force makes it "
            "anew",
            path, size_of(path), bytes);
}

/// `file` has the mark of the export `path`.
static EarlierExport read_mark_of(const std::string& path, const std::string& file) {
    if (!std::filesystem::exists(file))
        throw Error(
            "{} does not exist, so nothing can be added to {}; --append --force makes it anew",
            file, path);
    try {
        const auto text = read_file(file);
        const auto object = formats::parse_object(trim(text));
        formats::require_fields(object, {"archive", "selection", "arrived", "made_at"});
        const auto made_at = parse_rfc3339(formats::text_of(object["made_at"]));
        if (!made_at) throw formats::BadField("has no time 'made_at'");
        if (!std::filesystem::is_directory(path)) {
            formats::require_fields(object, {"bytes"});
            require_bytes(path, formats::number_of(object["bytes"], 0, INT64_MAX));
        }
        return {.mark = {.archive = formats::text_of(object["archive"]),
                         .selection = formats::text_of(object["selection"]),
                         .arrived = formats::number_of(object["arrived"], 0, INT64_MAX)},
                .made_at = made_at};
    } catch (const formats::BadField& error) {
        throw Error("{} {}; --append --force makes {} anew", file, error.what(), path);
    }
}

static EarlierExport read_mark(const std::string& path, const formats::Format& format) {
    if (format.has_mark_beside) return read_mark_of(path, beside(path));
    if (format.is_pages) return read_mark_of(path, std::filesystem::path(path) / mark_name);
    auto mark = format.find_mark(tail_of(path));
    if (!mark)
        throw Error(
            "{} is no export to which --append can add: it was cut short or made without "
            "--append; --append --force makes it anew",
            path);
    return {.mark = *std::move(mark), .made_at = {}};
}

std::optional<EarlierExport> earlier_export(const std::string& path, const formats::Format& format,
                                            const formats::ExportMark& now) {
    if (!std::filesystem::exists(path)) return std::nullopt;
    auto earlier = read_mark(path, format);
    if (earlier.mark.archive != now.archive)
        throw Error("{} is an export of another archive; name another file", path);
    if (earlier.mark.selection != now.selection)
        throw Error(
            "{} is an export of '{}', and this would add '{}'; give the same options, or "
            "name another file",
            path, earlier.mark.selection, now.selection);
    return earlier;
}

}  // namespace boswell::cli
