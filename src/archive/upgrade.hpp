// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace boswell::archive {

struct SchemaVersions {
    int before = 0;
    int now = 0;  ///< that of this program
};

/// Migrates an archive that is older than this program, and keeps the old file beside it. Changes
/// nothing if the archive has the schema of this program already.
///
/// Throws Error if there is no archive, if somebody is writing to an older one, or if the file is
/// damaged, newer than this program or not writable; the file is then as it was.
SchemaVersions upgrade(const std::filesystem::path& path);

}  // namespace boswell::archive
