// SPDX-License-Identifier: GPL-3.0-or-later
// LD_PRELOAD: writes down all that a program does to the files of one folder, and what it says and
// hears through TLS in between, so that a play knows what may be on the disk after a power cut, and
// what the server had been told by then.
//
//   RECORD_FOLDER   the folder, as an absolute path
//   RECORD_LOG      the file the records are appended to
//
// A record is a head (kind, descriptor, offset, size: see below) and `size` bytes. disk_log.py
// reads it. Only calls that succeeded are recorded, except that words to the server come before
// they go.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

struct Head {
    std::uint32_t kind;
    std::int32_t descriptor;
    std::int64_t offset;
    std::uint64_t size;
};

// Plain values: constructors of other libraries call what is below before ours would have run.
const char* folder = nullptr;
int record_file = -1;
std::array<std::atomic<bool>, 4096> watched;

void record(char kind, int descriptor, std::int64_t offset, std::string_view bytes) {
    if (record_file < 0) return;
    Head head{static_cast<std::uint32_t>(kind), descriptor, offset, bytes.size()};
    const iovec parts[] = {{&head, sizeof head}, {const_cast<char*>(bytes.data()), bytes.size()}};
    // One call with O_APPEND: records of several threads do not mix. A short one would spoil all.
    const auto written = ::syscall(SYS_writev, record_file, parts, 2);
    if (written != static_cast<long>(sizeof head + bytes.size())) ::abort();
}

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

bool is_watched(int descriptor) {
    return descriptor >= 0 && descriptor < static_cast<int>(watched.size()) && watched[descriptor];
}

/// The name within the folder: "" for the folder itself, null for anything else.
const char* name_in_folder(const char* path) {
    if (folder == nullptr) return nullptr;
    const auto size = std::strlen(folder);
    if (std::strncmp(path, folder, size) != 0) return nullptr;
    const char* rest = path + size;
    if (*rest == '\0') return rest;
    return *rest == '/' ? rest + 1 : nullptr;
}

int opened(int descriptor, const char* path, int flags) {
    if (descriptor < 0 || descriptor >= static_cast<int>(watched.size())) return descriptor;
    const char* name = name_in_folder(path);
    watched[descriptor] = name != nullptr;
    if (name != nullptr) record('o', descriptor, flags, name);
    return descriptor;
}

mode_t mode_of(int flags, va_list arguments) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

int truncated(int result, int descriptor, off_t size) {
    if (result == 0 && is_watched(descriptor)) record('t', descriptor, size, {});
    return result;
}

int synced(int result, int descriptor) {
    if (result == 0 && is_watched(descriptor)) record('s', descriptor, 0, {});
    return result;
}

ssize_t written(ssize_t result, int descriptor, const void* bytes, off_t offset) {
    if (result > 0 && is_watched(descriptor))
        record('w', descriptor, offset,
               {static_cast<const char*>(bytes), static_cast<std::size_t>(result)});
    return result;
}

int removed(int result, const char* path) {
    const char* name = name_in_folder(path);
    if (result == 0 && name != nullptr) record('u', -1, 0, name);
    return result;
}

[[gnu::constructor]] void begin() {
    const char* log = std::getenv("RECORD_LOG");
    const char* where = std::getenv("RECORD_FOLDER");
    if (log == nullptr || where == nullptr) return;
    folder = where;
    record_file = static_cast<int>(
        ::syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    record('b', -1, 0, {});
}

}  // namespace

// The names with 64 are what programs that are built for large files call.
extern "C" {

#define BOSWELL_OPEN(name)                                                    \
    int name(const char* path, int flags, ...) {                              \
        va_list arguments;                                                    \
        va_start(arguments, flags);                                           \
        const mode_t mode = mode_of(flags, arguments);                        \
        va_end(arguments);                                                    \
        static const auto real = next<int (*)(const char*, int, ...)>(#name); \
        return opened(real(path, flags, mode), path, flags);                  \
    }
BOSWELL_OPEN(open)
BOSWELL_OPEN(open64)

int close(int descriptor) {
    static const auto real = next<int (*)(int)>("close");
    if (is_watched(descriptor)) {
        watched[descriptor] = false;
        record('c', descriptor, 0, {});
    }
    return real(descriptor);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    const off_t offset = is_watched(descriptor) ? ::lseek(descriptor, 0, SEEK_CUR) : 0;
    return written(real(descriptor, bytes, size), descriptor, bytes, offset);
}

#define BOSWELL_PWRITE(name, type)                                                         \
    ssize_t name(int descriptor, const void* bytes, size_t size, type offset) {            \
        static const auto real = next<ssize_t (*)(int, const void*, size_t, type)>(#name); \
        return written(real(descriptor, bytes, size, offset), descriptor, bytes, offset);  \
    }
BOSWELL_PWRITE(pwrite, off_t)
BOSWELL_PWRITE(pwrite64, off64_t)

#define BOSWELL_FTRUNCATE(name, type)                               \
    int name(int descriptor, type size) noexcept {                  \
        static const auto real = next<int (*)(int, type)>(#name);   \
        return truncated(real(descriptor, size), descriptor, size); \
    }
BOSWELL_FTRUNCATE(ftruncate, off_t)
BOSWELL_FTRUNCATE(ftruncate64, off64_t)

int fsync(int descriptor) {
    static const auto real = next<int (*)(int)>("fsync");
    return synced(real(descriptor), descriptor);
}

int fdatasync(int descriptor) {
    static const auto real = next<int (*)(int)>("fdatasync");
    return synced(real(descriptor), descriptor);
}

int rename(const char* from, const char* to) noexcept {
    static const auto real = next<int (*)(const char*, const char*)>("rename");
    const int result = real(from, to);
    const char* source = name_in_folder(from);
    const char* target = name_in_folder(to);
    if (result == 0 && source != nullptr && target != nullptr)
        record('r', -1, 0, std::string(source) + '\n' + target);
    return result;
}

int unlink(const char* path) noexcept {
    static const auto real = next<int (*)(const char*)>("unlink");
    return removed(real(path), path);
}

int remove(const char* path) noexcept {
    static const auto real = next<int (*)(const char*)>("remove");
    return removed(real(path), path);
}

int SSL_write_ex(void* tls, const void* bytes, size_t size, size_t* done) {
    static const auto real = next<int (*)(void*, const void*, size_t, size_t*)>("SSL_write_ex");
    record('>', -1, 0, {static_cast<const char*>(bytes), size});
    return real(tls, bytes, size, done);
}

int SSL_read_ex(void* tls, void* bytes, size_t size, size_t* done) {
    static const auto real = next<int (*)(void*, void*, size_t, size_t*)>("SSL_read_ex");
    const int result = real(tls, bytes, size, done);
    if (result == 1) record('<', -1, 0, {static_cast<const char*>(bytes), *done});
    return result;
}
}
