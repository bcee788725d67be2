// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/part.hpp"
#include "formats/sticky_writer.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace boswell::cli {

/// Whether a file that exists is replaced, or goes on with what is written.
enum class Overwrite { no, yes, append };

/// A file that appears under its name only when it is complete. It is written beside it and renamed
/// by commit(); without commit() nothing is left behind, and what a killed process left is removed.
/// Mode 0600. A device or a pipe is written directly.
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
    std::optional<Part> part_;  // none for a device
    bool is_committed_ = false;
    int descriptor_ = -1;
    std::optional<formats::StickyWriter> writer_;
};

}  // namespace boswell::cli
