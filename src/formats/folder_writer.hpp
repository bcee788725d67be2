// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/sticky_writer.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::formats {

/// The output of a format that is a folder: one file after the other. Like StickyWriter it
/// remembers the first failure, after which writing has no effect, and finish() throws it.
class FolderWriter {
public:
    /// The folder exists and is empty. `name` is how messages call it.
    FolderWriter(std::filesystem::path folder, std::string name);
    ~FolderWriter();
    FolderWriter(const FolderWriter&) = delete;
    FolderWriter& operator=(const FolderWriter&) = delete;

    /// Begins a file, for its owner only, and ends the one before. The writer is good until the
    /// next call. `path` is relative, its folders are made where they are missing, and no two files
    /// have the same; see safe_name() for parts that come from a stranger.
    StickyWriter& begin(const std::string& path);
    /// Writes a whole file.
    void write(const std::string& path, std::string_view content);
    void flush() noexcept;
    /// A file without a name for what does not fit into memory; the caller closes it. It goes with
    /// its descriptor. -1 if there can be none, which is remembered as a failure.
    int scratch();
    /// Remembers a failure of something that belongs to the folder, by its errno; 0 is none.
    void fail(int error) noexcept {
        if (error_ == 0) error_ = error;
    }

    /// True once something could not be written; the rest is in vain.
    bool failed() const noexcept { return error_ != 0 || (file_ && file_->failed()); }
    /// Ends the last file. Throws Error, with the reason, if not everything was written.
    void finish();
    /// The paths of all files, in the order in which they were begun.
    const std::vector<std::string>& files() const { return files_; }

private:
    void end_file() noexcept;

    std::filesystem::path folder_;
    std::string name_;
    std::vector<std::string> files_;
    std::string last_folder_;  // of the file before, so that it need not be made again
    int descriptor_ = -1;
    std::optional<StickyWriter> file_;
    int error_ = 0;  // errno of the first failure
};

/// A name for a file or folder, the same for the same text and different for different texts, also
/// where upper and lower case are the same (FAT). A text of lower-case letters, digits and ".@_-"
/// stays as it is, unless it is too long or some system would not take it: "..", "con". Of any
/// other the name has a part that can be read, and a digest behind a "~".
std::string safe_name(std::string_view text);

}  // namespace boswell::formats
