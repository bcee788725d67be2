// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/replacement.hpp"

#include "archive/fixture.hpp"
#include "archive/known_archives.hpp"
#include "archive/reader.hpp"
#include "base/file.hpp"
#include "sqlite/database.hpp"
#include "support/damage.hpp"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <set>

using namespace boswell;
using namespace boswell::test;
using archive::Replacement;
using Catch::Contains;
using Names = std::vector<std::string>;

namespace {

/// An archive with two messages, online when its agent was killed, and a backup that has only one.
struct Fixture : ArchiveFixture {
    Fixture() {
        write({connection(ConnectionState::online), message_with_id("one", "1")});
        archive::Copy copy(backup);
        copy.make_of(path, nothing);
        REQUIRE(copy.get_name(backup, Replace::no));
        write({message_with_id("two", "2")});
        leave_log();
    }
    static void nothing(std::int64_t, std::int64_t) {}

    /// The writer ends without taking its log into the file, as one that is killed.
    void leave_log() {
        const auto log = folder / "log";
        std::filesystem::copy(path, folder / "file");
        std::filesystem::copy(path.string() + "-wal", log);
        writer.reset();
        std::filesystem::rename(folder / "file", path);
        std::filesystem::rename(log, path.string() + "-wal");
    }
    std::filesystem::path restore() const {
        Replacement replacement(path);
        replacement.copy().make_of(backup, nothing);
        CHECK(replacement.copy().faults().empty());
        return replacement.finish(at("2026-11-30T00:15:00.250Z"));
    }
    static std::string bodies(const std::filesystem::path& file) {
        return test::rows(file, "SELECT group_concat(body, ' ') FROM message").front();
    }
    Names beside(const std::string& part) const {
        Names found;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const auto name = entry.path().filename().string();
            if (name.find(part) != std::string::npos) found.push_back(name);
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    std::filesystem::path backup = folder / "backup.db";
};

}  // namespace

TEST_CASE_METHOD(Fixture, "OMEMO sessions of a backup are to be begun anew") {
    sqlite::Database(backup, sqlite::Access::read_write)
        .execute(
            "INSERT INTO omemo_device (account_id, device, public_key, private_key, created_at) "
            "SELECT id, 1, x'00', x'00', 0 FROM account;"
            "INSERT INTO omemo_session (account_id, contact_id, protocol, device, record) "
            "SELECT account.id, address.id, 'urn:xmpp:omemo:2', 7, x'00' FROM account, address "
            "LIMIT 1");
    restore();
    CHECK(test::rows(path, "SELECT device, renewed_at FROM omemo_session") == Names{"7|0"});
    CHECK(test::rows(backup, "SELECT renewed_at IS NULL FROM omemo_session") == Names{"1"});
}

TEST_CASE_METHOD(Fixture, "a backup takes the place of the archive, which is kept with its log") {
    const auto kept = restore();
    CHECK(beside("archive.db") == Names{"archive.db", kept.filename(), "archive.db.lock"});
    CHECK(kept.filename() == "archive.db.before-restore-20261130T001500Z");
    CHECK(bodies(path) == "one");
    CHECK(bodies(kept) == "one two");
    CHECK(bodies(backup) == "one");
    writer.emplace(path);
    write({message_with_id("three", "3")});
    CHECK(bodies(path) == "one three");
}

TEST_CASE_METHOD(Fixture, "a restored archive resumes no stream, and nobody is online in it") {
    {
        sqlite::Database database(backup, sqlite::Access::read_write);
        database.execute(
            "INSERT INTO stream (account_id, jid, stream_id, handled, updated_at) "
            "VALUES (1, 'alice@example.org/boswell', 'x', 7, 9)");
    }
    CHECK(test::rows(backup, "SELECT state FROM account") == Names{"online"});
    restore();
    CHECK(rows("SELECT count(*) FROM stream") == Names{"0"});
    CHECK(rows("SELECT state, observation_id FROM account") == Names{"offline|-"});
}

TEST_CASE_METHOD(Fixture, "no export of before is continued with a restored archive") {
    const auto name = archive::Reader(path).archive_id();
    REQUIRE(archive::Reader(backup).archive_id() == name);
    restore();
    const auto restored = archive::Reader(path).archive_id();
    CHECK(restored != name);
    CHECK(archive::Reader(backup).archive_id() == name);
}

TEST_CASE_METHOD(Fixture, "an archive that is gone is restored, though it was known") {
    archive::remember(path);
    std::filesystem::remove(path);
    std::filesystem::remove(path.string() + "-wal");
    CHECK_THROWS_WITH(archive::require_not_lost(path), Contains("is gone"));
    CHECK(restore().empty());
    CHECK(bodies(path) == "one");
    CHECK(beside("before-restore").empty());
}

TEST_CASE_METHOD(Fixture, "a damaged archive is kept as it is, with its log") {
    std::ofstream(path, std::ios::binary) << "this is not a database any more, whatever happened";
    const auto log = read_file(path.string() + "-wal");
    const auto kept = restore();
    CHECK(bodies(path) == "one");
    CHECK_THAT(read_file(kept), Catch::StartsWith("this is not a database"));
    CHECK(read_file(kept.string() + "-wal") == log);
    CHECK_FALSE(std::filesystem::exists(path.string() + "-wal"));
}

TEST_CASE_METHOD(Fixture, "an archive in use is not replaced, and stays as it is") {
    {
        const archive::Lock lock(path);
        CHECK_THROWS_WITH(restore(), Contains("is in use by another writer, process"));
    }
    {
        const sqlite::Database reader(path, sqlite::Access::read_only);
        CHECK_THROWS_WITH(restore(), Contains("end what else reads or writes it"));
    }
    CHECK(bodies(path) == "one two");
    CHECK(beside("before-restore").empty());
    CHECK(beside(".part-").empty());
    CHECK_NOTHROW(restore());
}

TEST_CASE_METHOD(Fixture, "behind a symbolic link it is the archive that is replaced") {
    std::filesystem::create_directory(folder / "elsewhere");
    std::filesystem::create_symlink(path, folder / "elsewhere/link.db");
    const auto file = std::exchange(path, folder / "elsewhere/link.db");
    CHECK(restore().parent_path() == file.parent_path());
    CHECK(std::filesystem::is_symlink(path));
    CHECK(bodies(file) == "one");
    std::filesystem::remove(file);
    CHECK_THROWS_WITH(restore(), Contains("is a symbolic link to"));
}

/// The system calls that change what a name stands for, or that wait for the disk.
static bool is_step(const __ptrace_syscall_info& info) {
    static const std::set<std::uint64_t> calls = {SYS_rename, SYS_renameat2, SYS_unlink,
                                                  SYS_fsync,  SYS_fdatasync, SYS_ftruncate};
    return info.op == PTRACE_SYSCALL_INFO_ENTRY && calls.count(info.entry.nr) > 0;
}

/// Runs `work` in a process that is killed before its step with that number; false if it has not
/// so many.
static bool is_killed_at(int step, const std::function<void()>& work) {
    const auto process = ::fork();
    REQUIRE(process >= 0);
    if (process == 0) {
        ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
        ::raise(SIGSTOP);
        work();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(process, &status, 0) == process);
    ::ptrace(PTRACE_SETOPTIONS, process, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    for (int steps = 0; WIFSTOPPED(status);) {
        __ptrace_syscall_info info{};
        if (WSTOPSIG(status) == (SIGTRAP | 0x80) &&
            ::ptrace(PTRACE_GET_SYSCALL_INFO, process, sizeof info, &info) > 0 && is_step(info) &&
            ++steps == step) {
            ::kill(process, SIGKILL);
        } else {
            ::ptrace(PTRACE_SYSCALL, process, nullptr, nullptr);
        }
        REQUIRE(::waitpid(process, &status, 0) == process);
    }
    return WIFSIGNALED(status);
}

TEST_CASE(
    "killed at whatever step, a restore leaves the old or the new archive, and all messages") {
    for (int step = 1;; ++step) {
        INFO("step " << step);
        const Fixture stage;
        const bool killed = is_killed_at(step, [&] { stage.restore(); });
        const auto found = Fixture::bodies(stage.path);
        CHECK((found == "one" || found == "one two"));
        if (found == "one") {
            const auto kept = stage.beside("before-restore");
            REQUIRE_FALSE(kept.empty());
            CHECK(Fixture::bodies(stage.folder / kept.front()) == "one two");
        }
        CHECK(Fixture::bodies(stage.backup) == "one");
        if (killed) continue;
        CHECK(found == "one");
        CHECK(step > 8);
        break;
    }
}
