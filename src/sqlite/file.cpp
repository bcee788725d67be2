// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/file.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>

namespace boswell::sqlite {

namespace {

/// An open file, closed at the end of the scope.
class File {
public:
    File(const std::filesystem::path& path, int flags, mode_t mode = 0)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

private:
    int number_;
};

}  // namespace

static std::string reason() { return std::generic_category().message(errno); }

void check_is_database(const std::filesystem::path& path) {
    using namespace std::string_view_literals;
    static constexpr auto magic = "SQLite format 3\0"sv;
    // Not blocking: the name may be that of a pipe.
    const File file(path, O_RDONLY | O_NONBLOCK);
    if (!file && errno == ENOENT) throw Error("{} does not exist", path.string());
    if (!file) throw Error("cannot read {}: {}", path.string(), reason());
    struct stat status {};
    if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
        throw Error("{} is not a file", path.string());
    char head[magic.size()];
    const auto count = ::read(file.number(), head, sizeof head);
    if (count < 0) throw Error("cannot read {}: {}", path.string(), reason());
    if (count == 0) throw Error("{} is empty", path.string());
    if (std::string_view(head, static_cast<std::size_t>(count)) != magic)
        throw Error("{} is not an SQLite database", path.string());
}

void create_private_file(const std::filesystem::path& path) {
    const File file(path, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (!file) throw Error("cannot create {}: {}", path.string(), reason());
    if (::fchmod(file.number(), 0600) != 0)
        throw Error("cannot set the mode of {}: {}", path.string(), reason());
}

void sync_file(const std::filesystem::path& path) {
    const File file(path, O_RDONLY);
    if (!file || ::fsync(file.number()) != 0)
        throw Error("cannot sync {}: {}", path.string(), reason());
    const File folder(folder_of(path), O_RDONLY | O_DIRECTORY);
    if (!folder || ::fsync(folder.number()) != 0)
        throw Error("cannot sync {}: {}", folder_of(path).string(), reason());
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

bool is_writable(const std::filesystem::path& folder) noexcept {
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace boswell::sqlite
