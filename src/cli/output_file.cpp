// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output_file.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/rename.hpp"
#include "cli/left_parts.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace boswell::cli {

namespace fs = std::filesystem;

[[noreturn]] static void throw_exists(const fs::path& path) {
    throw Error("{} exists already; --force overwrites it", path.string());
}

[[noreturn]] static void throw_unwritable(const fs::path& path) {
    throw Error("cannot write {}: {}", path.string(), errno_text());
}

OutputFile::OutputFile(const fs::path& path, Overwrite overwrite)
    : path_(path), overwrite_(overwrite) {
    std::error_code missing;
    const auto status = fs::status(path, missing);
    if (fs::is_directory(status)) throw Error("{} is a folder; name a file", path.string());
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor_ < 0) throw_unwritable(path);
    } else {
        if (fs::exists(status) && overwrite == Overwrite::no) throw_exists(path);
        // Behind a symbolic link it is the file that is replaced, not the link.
        if (fs::exists(status)) path_ = fs::canonical(path);
        open_temporary();
        if (fs::exists(status) && overwrite == Overwrite::append) copy_existing();
    }
    writer_.emplace(descriptor_, path.string());
}

void OutputFile::open_temporary() {
    clear_left_parts(path_);
    part_.emplace(path_, Part::Kind::file);
    descriptor_ = part_->descriptor();
}

void OutputFile::copy_existing() const {
    const Descriptor old(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!old) throw Error("cannot read {}: {}", path_.string(), errno_text());
    formats::StickyWriter out(descriptor_, path_.string());
    std::vector<char> piece(1 << 20);
    while (true) {
        const auto size = ::read(old.number(), piece.data(), piece.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) throw Error("cannot read {}: {}", path_.string(), errno_text());
        if (size == 0) break;
        out.write({piece.data(), static_cast<std::size_t>(size)});
    }
    out.finish();
}

OutputFile::~OutputFile() {
    writer_.reset();
    if (part_ && !is_committed_) ::unlink(part_->path().c_str());
    if (!part_ && descriptor_ >= 0) ::close(descriptor_);
}

void OutputFile::commit() {
    writer_->finish();
    if (!part_) return;
    if (::fsync(descriptor_) != 0) throw_unwritable(path_);
    // Somebody may have made the file in the meantime.
    const auto replace = overwrite_ == Overwrite::no ? Replace::no : Replace::yes;
    if (!rename_file(part_->path(), path_, replace)) {
        if (errno == EEXIST) throw_exists(path_);
        throw_unwritable(path_);
    }
    is_committed_ = true;
}

}  // namespace boswell::cli
