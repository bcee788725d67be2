// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <span>

namespace boswell {

namespace {
/// The file may be a password's: nothing of it stays on the stack.
class Wiped {
public:
    explicit Wiped(std::span<char> buffer) : buffer_(buffer) {}
    ~Wiped() { ::explicit_bzero(buffer_.data(), buffer_.size()); }
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;

private:
    std::span<char> buffer_;
};
}  // namespace

std::string read_file(const std::filesystem::path& path, std::size_t limit) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) throw Error("cannot read {}: {}", path.string(), errno_text());
    std::string content;
    char buffer[65536];
    const Wiped after(buffer);
    for (;;) {
        const auto count = ::read(file.number(), buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw Error("cannot read {}: {}", path.string(), errno_text());
        if (count == 0) return content;
        content.append(buffer, static_cast<std::size_t>(count));
        if (content.size() > limit) throw Error("{} is larger than {} bytes", path.string(), limit);
    }
}

static void write_all(int file, std::string_view content, const std::filesystem::path& path) {
    while (!content.empty()) {
        const auto count = ::write(file, content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw Error("cannot write {}: {}", path.string(), errno_text());
        content.remove_prefix(static_cast<std::size_t>(count));
    }
}

void write_file_durably(const std::filesystem::path& path, std::string_view content) {
    std::string name = path.string() + ".XXXXXX";
    const Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file) throw Error("cannot create a file beside {}: {}", path.string(), errno_text());
    try {
        write_all(file.number(), content, path);
        if (::fsync(file.number()) != 0)
            throw Error("cannot sync {}: {}", path.string(), errno_text());
        if (::rename(name.c_str(), path.c_str()) != 0)
            throw Error("cannot replace {}: {}", path.string(), errno_text());
    } catch (...) {
        ::unlink(name.c_str());
        throw;
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory || ::fsync(directory.number()) != 0)
        throw Error("cannot sync {}: {}", folder.string(), errno_text());
}

std::filesystem::path expand_home(const std::string& path) {
    if (!path.starts_with('~')) return path;
    if (path.size() > 1 && path[1] != '/')
        throw Error("'{}': only your own folder is known as ~; write this one out", path);
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home == '\0') throw Error("'{}': HOME is not set", path);
    return home + path.substr(1);
}

static std::filesystem::path folder(const char* variable, const char* below_home) {
    if (const char* set = std::getenv(variable); set != nullptr && *set == '/') {
        return std::filesystem::path(set) / "boswell";
    }
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home == '\0') throw Error("neither {} nor HOME is set", variable);
    return std::filesystem::path(home) / below_home / "boswell";
}

std::filesystem::path data_folder() { return folder("XDG_DATA_HOME", ".local/share"); }
std::filesystem::path state_folder() { return folder("XDG_STATE_HOME", ".local/state"); }
std::filesystem::path configuration_folder() { return folder("XDG_CONFIG_HOME", ".config"); }

}  // namespace boswell
