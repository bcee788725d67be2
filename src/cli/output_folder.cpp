// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output_folder.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "cli/left_parts.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

namespace boswell::cli {

namespace fs = std::filesystem;

static constexpr const char* list_name = ".boswell-export";

static std::string first_line(std::string_view format) {
    return fmt::format("boswell export -f {}: these files, which --force replaces", format);
}

[[noreturn]] static void throw_exists(const fs::path& path) {
    throw Error("{} exists already; --force replaces it if it is an earlier export", path.string());
}

[[noreturn]] static void throw_unwritable(const fs::path& path) {
    throw Error("cannot write {}: {}", path.string(), errno_text());
}

static fs::path without_end_slash(const fs::path& path) {
    return path.has_filename() ? path : path.parent_path();
}

OutputFolder::OutputFolder(const fs::path& path, Overwrite overwrite, std::string format)
    : path_(without_end_slash(path)), overwrite_(overwrite), format_(std::move(format)) {
    std::error_code missing;
    const auto status = fs::status(path_, missing);
    if (fs::exists(status)) {
        if (!fs::is_directory(status))
            throw Error("{} is a file, and {} is a folder; name another", path.string(), format_);
        if (overwrite == Overwrite::no) throw_exists(path_);
        // Behind a symbolic link it is the folder that is replaced, not the link.
        path_ = fs::canonical(path_);
        require_replaceable();
    }
    clear_left_parts(path_);
    part_.emplace(path_, Part::Kind::folder);
    temporary_ = part_->path();
    writer_.emplace(temporary_, path.string());
}

OutputFolder::~OutputFolder() {
    writer_.reset();
    std::error_code ignored;
    if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

void OutputFolder::require_replaceable() const {
    if (fs::is_empty(path_)) return;
    std::ifstream list(path_ / list_name, std::ios::binary);
    std::string line;
    if (!std::getline(list, line) || line != first_line(format_))
        throw Error("{} is no earlier export in {}, so it is not replaced; name another folder",
                    path_.string(), format_);
    std::set<std::string> ours{list_name};
    while (std::getline(list, line)) ours.insert(line);
    for (const auto& entry : fs::recursive_directory_iterator(path_)) {
        const bool is_folder = entry.is_directory() && !entry.is_symlink();
        const auto name = entry.path().lexically_relative(path_).string();
        if (!is_folder && !ours.contains(name))
            throw Error("{} has a file that is no part of the export, so it is not replaced: {}",
                        path_.string(), name);
    }
}

void OutputFolder::write_list() {
    auto text = first_line(format_) + '\n';
    for (const auto& file : writer_->files()) text += file + '\n';
    writer_->write(list_name, text);
}

static bool have_same_content(const fs::path& one, const fs::path& other) {
    std::error_code missing;
    if (fs::file_size(one, missing) != fs::file_size(other, missing) || missing) return false;
    std::ifstream left(one, std::ios::binary);
    std::ifstream right(other, std::ios::binary);
    return left && right &&
           std::equal(std::istreambuf_iterator<char>(left), {},
                      std::istreambuf_iterator<char>(right), {});
}

void OutputFolder::keep_times() const {
    for (const auto& file : writer_->files()) {
        const auto before = path_ / file;
        const auto after = fs::path(temporary_) / file;
        std::error_code ignored;  // a time is no reason to fail
        if (!have_same_content(before, after)) continue;
        fs::last_write_time(after, fs::last_write_time(before, ignored), ignored);
    }
}

void OutputFolder::sync() const {
    const Descriptor folder(::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // All of its file system at once: one wait instead of one for each file.
    if (!folder || ::syncfs(folder.number()) != 0) throw_unwritable(path_);
}

void OutputFolder::rename_into_place() {
    const auto rename = [this](unsigned flags) {
        return ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), flags) == 0;
    };
    if (rename(RENAME_NOREPLACE)) return temporary_.clear();
    if (errno == EEXIST) {
        if (overwrite_ == Overwrite::no) throw_exists(path_);
        require_replaceable();  // somebody may have put something there in the meantime
        // What was there has then the temporary name, under which the destructor removes it.
        if (rename(RENAME_EXCHANGE)) return;
    }
    // COMPAT: NFS and FAT know no flags. A folder is never renamed over one that has something.
    if (errno != EINVAL) throw_unwritable(path_);
    if (fs::exists(path_) && overwrite_ == Overwrite::no) throw_exists(path_);
    const auto old = temporary_ + "-old";
    const bool is_replaced = ::rename(path_.c_str(), old.c_str()) == 0;
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
        const int error = errno;
        if (is_replaced) ::rename(old.c_str(), path_.c_str());
        errno = error;
        throw_unwritable(path_);
    }
    temporary_ = is_replaced ? old : "";
}

void OutputFolder::commit() {
    write_list();
    writer_->finish();
    if (overwrite_ == Overwrite::append) keep_times();
    sync();
    rename_into_place();
}

}  // namespace boswell::cli
