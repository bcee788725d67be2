// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/import.hpp"
#include "cli/arguments.hpp"
#include "formats/format.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace boswell::cli {

struct ImportTotals {
    archive::ImportCounts counts;
    std::int64_t skipped = 0;  ///< of kinds that are not imported
    std::int64_t failed = 0;   ///< records that cannot be taken, and files that cannot be read on
    std::int64_t cut = 0;      ///< files without an end
};

/// The format of that name; null for none. Throws UsageError if it cannot be read.
const formats::Format* import_format(const std::optional<std::string>& name);

/// Imports files into an archive, which is opened when there is something to import. What is wrong
/// with a file is reported and does not keep the rest from being imported.
class ImportJob {
public:
    /// `format` is null if each file is to say itself what it is. The arguments outlive this.
    ImportJob(const Arguments& arguments, archive::Import::Mode mode,
              const formats::Format* format);

    /// "-" is standard input. Throws Error if the archive cannot take anything.
    void add(const std::string& path);
    ImportTotals totals() const;

private:
    void import(int descriptor, const std::string& name);
    void import(formats::Input& in, std::int64_t size);
    bool read(formats::Importer& importer, const formats::Input& in, std::vector<Record>& batch);
    void write(const std::vector<Record>& batch);
    void fail(const std::string& reason);

    const Arguments& arguments_;
    archive::Import::Mode mode_;
    const formats::Format* format_;
    std::optional<archive::Import> archive_;
    ImportTotals totals_;
    std::int64_t complaints_ = 0;  // about the present file
};

}  // namespace boswell::cli
