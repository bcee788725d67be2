// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/part.hpp"
#include "cli/output_file.hpp"
#include "formats/folder_writer.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace boswell::cli {

/// A folder that appears under its name only when it is complete. It is written beside it and
/// renamed by commit(); without commit() nothing is left behind. For its owner only.
///
/// It has a list of its files in it, ".boswell-export". What is there already is replaced only if
/// it is empty, or an earlier export in the same format without any file that is not on its list.
/// With Overwrite::append files that have the same content as before keep their time, so that what
/// copies or backs up by time passes over them.
class OutputFolder {
public:
    /// Throws Error: exists already, is somebody's, or cannot be written.
    OutputFolder(const std::filesystem::path& path, Overwrite overwrite, std::string format);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    formats::FolderWriter& writer() { return *writer_; }
    /// On disk, under its name, when it returns. Throws Error.
    void commit();

private:
    void require_replaceable() const;
    void write_list();
    void keep_times() const;
    void sync() const;
    void rename_into_place();

    std::filesystem::path path_;
    Overwrite overwrite_;
    std::string format_;
    std::optional<Part> part_;
    std::string temporary_;  // its name; "" once committed
    std::optional<formats::FolderWriter> writer_;
};

}  // namespace boswell::cli
