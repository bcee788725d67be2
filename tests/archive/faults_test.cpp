// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/fixture.hpp"

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <thread>

using namespace boswell;
using namespace boswell::test;
using Rows = std::vector<std::string>;

static std::vector<Event> batch_of(int number, int messages) {
    std::vector<Event> batch;
    for (int i = 0; i < messages; ++i) {
        const auto id = fmt::format("{}-{}", number, i);
        batch.push_back(message_with_id("text " + id, id, some_day + std::chrono::seconds(number)));
    }
    return batch;
}

static void check_integrity(const std::filesystem::path& path) {
    CHECK(rows(path, "PRAGMA integrity_check") == Rows{"ok"});
    CHECK(rows(path, "PRAGMA foreign_key_check").empty());
    CHECK(rows(path,
               "SELECT id FROM conversation WHERE messages <> (SELECT count(*) FROM message "
               "WHERE conversation_id = conversation.id)")
              .empty());
}

static constexpr int batch_size = 20;

/// Writes batches for ever and tells each one that is on disk.
[[noreturn]] static void write_until_killed(const std::filesystem::path& path, int report) {
    archive::Writer writer(path);
    for (std::int32_t number = 1;; ++number) {
        writer.write(batch_of(number, batch_size));
        if (::write(report, &number, sizeof number) != sizeof number) ::_exit(1);
    }
}

TEST_CASE("after kill -9 every batch that was written is there, and no part of another") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    for (int round = 0; round < 12; ++round) {
        int pipe[2];
        REQUIRE(::pipe(pipe) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            std::filesystem::remove(path);
            std::filesystem::remove(path.string() + "-wal");
            write_until_killed(path, pipe[1]);
        }
        ::close(pipe[1]);
        std::int32_t written = 0;
        REQUIRE(::read(pipe[0], &written, sizeof written) == sizeof written);
        std::this_thread::sleep_for(std::chrono::milliseconds(7 * round));
        ::kill(child, SIGKILL);
        while (::read(pipe[0], &written, sizeof written) == sizeof written) continue;
        ::close(pipe[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(WIFSIGNALED(status));

        archive::Writer next(path);  // the lock went with its holder
        const auto stored = std::stol(rows(path, "SELECT count(*) FROM message").front());
        CHECK(stored >= written * batch_size);
        CHECK(stored % batch_size == 0);
        check_integrity(path);
    }
}

namespace {

/// No file of this process may grow beyond `bytes`, as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        auto limit = before_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    void (*handler_)(int);
    rlimit before_{};
};

}  // namespace

TEST_CASE_METHOD(ArchiveFixture, "a failed write changes nothing and succeeds later") {
    write(batch_of(1, 10));
    write({connection(ConnectionState::online)});
    const auto large = batch_of(2, 5000);
    {
        const FileSizeLimit limit(256 * 1024);
        CHECK_THROWS_AS(writer->write(large), archive::Unavailable);
        CHECK_THROWS_AS(writer->write(large), archive::Unavailable);
    }
    CHECK(count("message") == 10);
    writer->write(large);
    CHECK(count("message") == 5010);
    check_integrity(path);
    // The connection to the server outlived the trouble, so the observation goes on.
    write({ProofOfLife{alice, some_day + std::chrono::minutes(5)}});
    CHECK(rows("SELECT (until - since) / 60000, ended FROM observation") == Rows{"5|-"});
}

static void put(const char* path, const std::string& text) { std::ofstream(path) << text; }

/// Lets this process mount file systems that nobody else sees.
static bool may_mount() {
    const auto user = ::geteuid();
    const auto group = ::getegid();
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    put("/proc/self/setgroups", "deny");
    put("/proc/self/uid_map", fmt::format("0 {} 1", user));
    put("/proc/self/gid_map", fmt::format("0 {} 1", group));
    return true;
}

static constexpr int no_mount = 77;

/// In a process of its own, for which `folder` is a disk of two megabytes. Returns the number of
/// the step that went wrong, 0 if none did, or `no_mount` where that is forbidden.
static int fill_small_disk(const std::filesystem::path& folder) {
    if (!may_mount()) return no_mount;
    if (::mount("boswell", folder.c_str(), "tmpfs", 0, "size=2m") != 0) return no_mount;
    archive::Writer writer(folder / "archive.db");
    writer.write(batch_of(1, 10));
    try {
        writer.write(batch_of(2, 20000));
        return 1;
    } catch (const archive::Unavailable&) {
    }
    if (rows(folder / "archive.db", "SELECT count(*) FROM message") != Rows{"10"}) return 2;
    if (::mount("boswell", folder.c_str(), "tmpfs", MS_REMOUNT, "size=64m") != 0) return 3;
    writer.write(batch_of(2, 20000));
    if (rows(folder / "archive.db", "SELECT count(*) FROM message") != Rows{"20010"}) return 4;
    return 0;
}

TEST_CASE("a full disk changes nothing, and the same batch is taken when there is room") {
    const TempDir folder;
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            ::_exit(fill_small_disk(folder.path()));
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", explain(error).c_str());
            ::_exit(5);
        }
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == no_mount) {
        WARN("this machine lets nobody mount a file system; not tested on a full disk");
        return;
    }
    CHECK(WEXITSTATUS(status) == 0);
}
