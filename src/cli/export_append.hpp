// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "formats/format.hpp"

#include <optional>
#include <string>

namespace boswell::cli {

/// The mark at which an export that begins now will end, for a later `export --append`.
formats::ExportMark mark_now(const Context& context, const formats::Format& format,
                             const std::string& kinds);

/// An export to which a later one adds.
struct EarlierExport {
    formats::ExportMark mark;
    std::optional<Time> made_at;  ///< where the mark is beside it
};

/// Where an earlier export ends, to which `--append` adds; nullopt if there is no such file. Throws
/// Error if nothing can be added to it: it has no mark, is of another archive, was made with other
/// options than `now`, or is not as it was left.
std::optional<EarlierExport> earlier_export(const std::string& path, const formats::Format& format,
                                            const formats::ExportMark& now);

/// Writes the mark of a format that has it beside the export: `path`.boswell-mark, as JSON. The
/// export is on disk by then; if only the mark is missing, it is not added to. Throws Error.
void write_mark_beside(const std::string& path, const formats::ExportMark& mark, Time made_at);
/// Writes the mark into an export that is a folder, as one of its files.
void write_mark_into(formats::FolderWriter& folder, const formats::ExportMark& mark, Time made_at);

}  // namespace boswell::cli
