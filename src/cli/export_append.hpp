// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "formats/format.hpp"

#include <optional>
#include <string>

namespace boswell::cli {

/// The mark at which an export that begins now will end, for a later `export --append`.
formats::ExportMark mark_now(const Context& context, const std::string& kinds);

/// Where an earlier export ends, to which `--append` adds; nullopt if there is no such file. Throws
/// Error if nothing can be added to it: it has no mark, is of another archive or was made with
/// other options than `now`.
std::optional<formats::ExportMark> earlier_mark(const std::string& path,
                                                const formats::Format& format,
                                                const formats::ExportMark& now);

}  // namespace boswell::cli
