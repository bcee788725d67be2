// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/sticky_writer.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace boswell::cli {

/// Whether a file that exists is replaced, or goes on with what is written.
enum class Overwrite { no, yes, append };

/// A file that appears under its name only when it is complete. It is written beside it and renamed
/// by commit(); without commit() nothing is left behind. Mode 0600. A device or a pipe is written
/// directly.
class OutputFile {
public:
    /// Throws Error: exists already, or cannot be written.
    OutputFile(const std::filesystem::path& path, Overwrite overwrite);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    formats::StickyWriter& writer() { return *writer_; }
    /// On disk, under its name, when it returns. Throws Error.
    void commit();

private:
    void open_temporary();
    void copy_existing() const;

    std::filesystem::path path_;
    Overwrite overwrite_;
    std::string temporary_;  // "" for a device, and once committed
    int descriptor_ = -1;
    std::optional<formats::StickyWriter> writer_;
};

}  // namespace boswell::cli
