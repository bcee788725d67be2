// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/folder_writer.hpp"

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

namespace boswell::formats {

namespace fs = std::filesystem;

FolderWriter::FolderWriter(fs::path folder, std::string name)
    : folder_(std::move(folder)), name_(std::move(name)) {}

FolderWriter::~FolderWriter() { end_file(); }

void FolderWriter::end_file() noexcept {
    if (file_) file_->flush();
    if (file_ && error_ == 0) error_ = file_->error();
    file_.reset();
    if (descriptor_ >= 0 && ::close(descriptor_) != 0 && error_ == 0) error_ = errno;
    descriptor_ = -1;
}

/// Returns errno, 0 if all of them are there now.
static int make_folders(const fs::path& top, const fs::path& below) {
    auto path = top;
    for (const auto& part : below) {
        path /= part;
        if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return errno;
    }
    return 0;
}

StickyWriter& FolderWriter::begin(const std::string& path) {
    end_file();
    auto folder = fs::path(path).parent_path();
    if (error_ == 0 && folder.string() != last_folder_) {
        error_ = make_folders(folder_, folder);
        last_folder_ = folder.string();
    }
    if (error_ == 0) {
        descriptor_ = ::open((folder_ / path).c_str(),
                             O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (descriptor_ < 0) error_ = errno;
    }
    // After a failure there is no descriptor, so that what is written goes nowhere.
    files_.push_back(path);
    return file_.emplace(descriptor_, name_);
}

void FolderWriter::write(const std::string& path, std::string_view content) {
    begin(path).write(content);
}

void FolderWriter::flush() noexcept {
    if (file_ && error_ == 0) file_->flush();
}

int FolderWriter::scratch() {
    int file = ::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    // COMPAT: FAT and NFS have no files without a name.
    auto path = (folder_ / "scratch-XXXXXX").string();
    file = ::mkostemp(path.data(), O_CLOEXEC);
    if (file < 0) fail(errno);
    if (file >= 0) ::unlink(path.c_str());
    return file;
}

void FolderWriter::finish() {
    end_file();
    if (error_ != 0) throw Error("cannot write to {}: {}", name_, errno_text(error_));
}

static bool is_safe(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view(".@_-").find(c) != std::string_view::npos;
}

/// Names that mean a device to Windows, whatever is behind their first dot.
static bool is_device(std::string_view name) {
    constexpr std::array devices{"con", "prn", "aux", "nul"};
    const auto stem = name.substr(0, name.find('.'));
    if (std::ranges::find(devices, stem) != devices.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
}

std::string safe_name(std::string_view text) {
    constexpr std::size_t longest =
        80;  // a path of three such names is below Windows' limit of 260
    constexpr std::size_t longest_readable = 40;
    constexpr std::size_t digits = 32;  // nobody can find two texts of the same 128 bits
    const bool is_usual = !text.empty() && text.size() <= longest &&
                          std::ranges::all_of(text, is_safe) && text.front() != '.' &&
                          text.front() != '-' && text.back() != '.' && !is_device(text);
    if (is_usual) return std::string(text);
    auto name = to_lower(text.substr(0, longest_readable));
    std::ranges::replace_if(
        name, [](char c) { return !is_safe(c) || c == '.'; }, '_');
    return "_" + name + '~' + sha256_hex(text).substr(0, digits);
}

}  // namespace boswell::formats
