// SPDX-License-Identifier: GPL-3.0-or-later
// What has to be on the disk is synced, and in which order: the calls of this program and of SQLite
// are seen on their way to the kernel.
#include "archive/fixture.hpp"
#include "archive/guest.hpp"
#include "archive/open.hpp"
#include "archive/schema.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <string>
#include <vector>

using namespace boswell;
using namespace boswell::test;
using Calls = std::vector<std::string>;

/// Where calls are told; null if nobody wants to know.
static Calls* calls = nullptr;

static std::string name_of(int file) {
    std::array<char, 4096> name{};
    const auto link = "/proc/self/fd/" + std::to_string(file);
    const auto size = ::readlink(link.c_str(), name.data(), name.size());
    const std::string path(name.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return std::filesystem::path(path).filename().string();
}

namespace {
/// Which call fails, and how.
struct Fault {
    int number;  ///< the first call that fails, counted from 1
    int error;
    bool for_ever;  ///< so do all that follow
};
}  // namespace

static const Fault* fault = nullptr;
static int calls_so_far = 0;

/// True, with errno set, if the call that begins now is to fail.
static bool fails() {
    if (fault == nullptr) return false;
    const int number = ++calls_so_far;
    if (number != fault->number && !(fault->for_ever && number > fault->number)) return false;
    errno = fault->error;
    return true;
}

static void tell(const std::string& call) {
    if (calls != nullptr) calls->push_back(call);
}

// They come before those of the C library, for shared libraries, too.
extern "C" {
int fsync(int file) {
    tell("sync " + name_of(file));
    if (fails()) return -1;
    return static_cast<int>(::syscall(SYS_fsync, file));
}
int fdatasync(int file) {
    tell("sync " + name_of(file));
    if (fails()) return -1;
    return static_cast<int>(::syscall(SYS_fdatasync, file));
}
int rename(const char* from, const char* to) noexcept {
    tell("rename to " + std::filesystem::path(to).filename().string());
    if (fails()) return -1;
    return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
ssize_t pwrite64(int file, const void* bytes, std::size_t size, off64_t offset) {
    if (fails()) return -1;
    return ::syscall(SYS_pwrite64, file, bytes, size, offset);
}
int ftruncate64(int file, off64_t size) noexcept {
    if (fails()) return -1;
    return static_cast<int>(::syscall(SYS_ftruncate, file, size));
}
}

namespace {

/// The calls while it lives.
class Recording {
public:
    Recording() { calls = &calls_; }
    ~Recording() { calls = nullptr; }
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    std::ptrdiff_t count(const std::string& call) const {
        return std::count(calls_.begin(), calls_.end(), call);
    }
    /// True if there is `call` behind the last `other`.
    bool has_after(const std::string& other, const std::string& call) const {
        const auto begin = std::find(calls_.rbegin(), calls_.rend(), other);
        return begin != calls_.rend() && std::find(calls_.rbegin(), begin, call) != begin;
    }

private:
    Calls calls_;
};

}  // namespace

TEST_CASE("a new archive is in its folder for good, with all that it has") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    const Recording recording;
    const archive::Writer writer(path);
    CHECK(recording.count("rename to archive.db") == 1);
    CHECK(recording.has_after("rename to archive.db", "sync archive.db"));
    CHECK(recording.has_after("rename to archive.db", "sync " + folder.path().filename().string()));
    // What is in it was synced under its first name.
    CHECK(recording.count("sync archive.db.new") > 0);
}

TEST_CASE_METHOD(ArchiveFixture, "every batch is synced before the writer returns") {
    for (int i = 0; i < 3; ++i) {
        const Recording recording;
        write({message("hello")});
        CHECK(recording.count("sync archive.db-wal") >= 1);
    }
    const Recording recording;
    write({});
    CHECK(recording.count("sync archive.db-wal") == 0);
}

TEST_CASE_METHOD(ArchiveFixture, "what a guest has written is synced before it returns") {
    archive::Guest guest(archive::open_as_guest(path));
    for (int i = 0; i < 3; ++i) {
        const Recording recording;
        guest.transact(
            [&](archive::Guest::Clock::time_point) { guest.tables().write(message("hello")); });
        CHECK(recording.count("sync archive.db-wal") >= 1);
    }
}

TEST_CASE_METHOD(ArchiveFixture, "a checkpoint syncs the log before the file, and then the file") {
    write({message("hello")});
    const Recording recording;
    writer.reset();  // the last connection
    CHECK(recording.has_after("sync archive.db-wal", "sync archive.db"));
}

TEST_CASE_METHOD(ArchiveFixture,
                 "the copy that a migration keeps is there for good before it begins") {
    writer.reset();
    {
        sqlite::Database database(path, sqlite::Access::read_write);
        database.prepare_for_writing();
        database.execute("PRAGMA user_version = 12");
    }
    const Recording recording;
    CHECK_THROWS(archive::Writer(path));  // script 13 cannot run twice
    const std::string copy = "archive.db.v12-backup";
    CHECK(recording.count("sync " + copy + ".part") > 0);
    CHECK(recording.has_after("rename to " + copy, "sync " + copy));
    CHECK(recording.has_after("rename to " + copy, "sync " + folder.path().filename().string()));
}

/// Makes an archive while that fault is there; false if the fault lies behind the last call.
static bool meets(const Fault& what, const std::filesystem::path& path) {
    calls_so_far = 0;
    fault = &what;
    try {
        archive::Writer writer(path);
        writer.write(std::vector<Event>{message("hello")});
    } catch (const Error&) {
    }
    fault = nullptr;
    return calls_so_far >= what.number;
}

#ifdef __SANITIZE_ADDRESS__
static constexpr int stride = 7;  // of some hundred calls, each with two new archives
#else
static constexpr int stride = 1;
#endif

TEST_CASE("whatever fails at the first start, the next one finds an archive or makes it") {
    const auto [error, for_ever] = GENERATE(table<int, bool>({{ENOSPC, true}, {EIO, false}}));
    int number = 1;
    for (;; number += stride) {
        const TempDir folder;
        const auto path = folder / "archive.db";
        if (!meets({number, error, for_ever}, path)) break;
        INFO("call " << number);
        CHECK_FALSE(std::filesystem::exists(path.string() + ".new"));
        CHECK_FALSE(std::filesystem::exists(path.string() + ".new-wal"));
        try {
            archive::Writer writer(path);
            writer.write(std::vector<Event>{message("hello again")});
        } catch (const Error& failure) {
            FAIL(explain(failure));
        }
        REQUIRE(rows(path, "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
    }
    CHECK(number > 20);
}
