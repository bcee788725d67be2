// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "formats/format.hpp"

#include <cstdint>
#include <optional>

namespace boswell::cli {

/// The kinds of records that --what names.
struct ExportKinds {
    bool messages = false;
    bool presence = false;
    bool contacts = false;
    bool chat_states = false;
};

struct ExportCounts {
    std::int64_t messages = 0;
    std::int64_t presences = 0;
    std::int64_t contacts = 0;
    std::int64_t chat_states = 0;
    std::int64_t observations = 0;
    std::int64_t failed = 0;  ///< conversations

    std::int64_t done() const { return messages + presences + contacts + chat_states; }
};

/// Where an export that can be gone on with begins and ends.
struct ExportRange {
    std::optional<formats::ExportMark> mark;  ///< at its end
    std::optional<std::int64_t> after;        ///< the mark at which the earlier one ended
    std::optional<Time> goes_on_after;  ///< when that one was made, if it has no head of its own
};

/// Writes what the command line asks for. A conversation that cannot be read is reported and does
/// not keep the others from being saved, but then the export does not say that it is complete.
/// Stops early if `out` fails. Throws Error for a wrong query.
ExportCounts write_export(Context& context, const formats::Format& format, const ExportKinds& kinds,
                          formats::StickyWriter& out, const ExportRange& range = {});
/// The same for a format that is a folder.
ExportCounts write_export(Context& context, const formats::Format& format, const ExportKinds& kinds,
                          formats::FolderWriter& out);

}  // namespace boswell::cli
