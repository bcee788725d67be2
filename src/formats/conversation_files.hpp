// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/format.hpp"

#include <memory>

namespace boswell::formats {

/// Writes messages in a format that is one file, a file for each conversation: in a folder for each
/// account, named by the contact's or the room's address.
std::unique_ptr<Exporter> export_conversations(FolderWriter& out, const Format& format,
                                               const ExportHead& head);

}  // namespace boswell::formats
