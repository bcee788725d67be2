// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output_file.hpp"

#include "base/error.hpp"
#include "cli/run.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <cerrno>

#include <fstream>

using namespace boswell;
using namespace boswell::test;

/// What the disk is told, in its order, and what it answers instead of doing it.
static std::vector<std::string> calls;
static int sync_error = 0;
static int rename_error = 0;

// They come before those of the C library.
extern "C" {
int fsync(int file) {
    calls.emplace_back("sync");
    if (sync_error == 0) return static_cast<int>(::syscall(SYS_fsync, file));
    errno = sync_error;
    return -1;
}
int renameat2(int old_folder, const char* from, int new_folder, const char* to,
              unsigned flags) noexcept {
    calls.emplace_back("rename");
    if (rename_error == 0)
        return static_cast<int>(::syscall(SYS_renameat2, old_folder, from, new_folder, to, flags));
    errno = rename_error;
    return -1;
}
}

namespace {

struct Folder {
    ~Folder() { sync_error = rename_error = 0; }
    void write(const std::string& name, const std::string& content) const {
        std::ofstream(folder / name, std::ios::binary) << content;
    }
    std::string read(const std::string& name) const { return read_all(folder / name); }
    std::ptrdiff_t files() const {
        return std::distance(std::filesystem::directory_iterator(folder.path()), {});
    }
    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(Folder, "a file appears under its name when it is complete, for its owner only") {
    cli::OutputFile file(folder / "export", cli::Overwrite::no);
    file.writer().write("text");
    CHECK_FALSE(std::filesystem::exists(folder / "export"));
    file.commit();
    CHECK(read("export") == "text");
    CHECK(files() == 1);
    struct stat status {};
    REQUIRE(::stat((folder / "export").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE_METHOD(Folder, "of a file that was not completed nothing is left") {
    {
        cli::OutputFile file(folder / "export", cli::Overwrite::no);
        file.writer().write(std::string(1 << 20, 'x'));
    }
    CHECK(files() == 0);
}

TEST_CASE_METHOD(Folder, "a file that is there already is not overwritten without being told so") {
    write("export", "old");
    CHECK_THROWS_WITH(cli::OutputFile(folder / "export", cli::Overwrite::no),
                      Catch::Contains("exists already; --force overwrites it"));
    CHECK(read("export") == "old");
    cli::OutputFile file(folder / "export", cli::Overwrite::yes);
    file.writer().write("new");
    CHECK(read("export") == "old");
    file.commit();
    CHECK(read("export") == "new");
    CHECK(files() == 1);
}

TEST_CASE_METHOD(Folder, "a file that appears meanwhile is not overwritten") {
    {
        cli::OutputFile file(folder / "export", cli::Overwrite::no);
        file.writer().write("ours");
        write("export", "theirs");
        CHECK_THROWS_WITH(file.commit(), Catch::Contains("exists already; --force overwrites it"));
    }
    CHECK(read("export") == "theirs");
    CHECK(files() == 1);
}

TEST_CASE_METHOD(Folder, "a file that appears meanwhile is overwritten where that was asked for") {
    cli::OutputFile file(folder / "export", cli::Overwrite::yes);
    file.writer().write("ours");
    write("export", "theirs");
    file.commit();
    CHECK(read("export") == "ours");
}

TEST_CASE_METHOD(Folder, "behind a symbolic link it is the file that is replaced") {
    write("real", "old");
    std::filesystem::create_symlink("real", folder / "link");
    cli::OutputFile file(folder / "link", cli::Overwrite::yes);
    file.writer().write("new");
    file.commit();
    CHECK(read("real") == "new");
    CHECK(std::filesystem::is_symlink(folder / "link"));
}

TEST_CASE_METHOD(Folder, "a folder is no place for an export, a device is") {
    CHECK_THROWS_WITH(cli::OutputFile(folder.path(), cli::Overwrite::yes),
                      Catch::Contains("is a folder; name a file"));
    CHECK_THROWS_WITH(cli::OutputFile(folder / "missing/export", cli::Overwrite::no),
                      Catch::Contains("No such file or directory"));
    cli::OutputFile device("/dev/null", cli::Overwrite::no);
    device.writer().write("text");
    CHECK_NOTHROW(device.commit());
    CHECK(std::filesystem::exists("/dev/null"));
}

TEST_CASE_METHOD(Folder, "a disk that is full is told, and nothing is renamed") {
    cli::OutputFile device("/dev/full", cli::Overwrite::no);
    device.writer().write("text");
    CHECK_THROWS_WITH(device.commit(), Catch::Contains("No space left on device"));
}

TEST_CASE_METHOD(Folder, "a file is on the disk before it gets its name") {
    cli::OutputFile file(folder / "export", cli::Overwrite::no);
    file.writer().write("text");
    calls.clear();
    file.commit();
    CHECK(calls == std::vector<std::string>{"sync", "rename"});
}

TEST_CASE_METHOD(Folder, "a file that the disk does not take is told, and gets no name") {
    {
        cli::OutputFile file(folder / "export", cli::Overwrite::no);
        file.writer().write("text");
        sync_error = EIO;
        CHECK_THROWS_WITH(file.commit(),
                          Catch::Contains("cannot write") && Catch::Contains("Input/output error"));
    }
    CHECK(files() == 0);
}

TEST_CASE_METHOD(Folder, "where a rename knows no flags it is done without them") {
    write("export", "theirs");
    cli::OutputFile file(folder / "export", cli::Overwrite::yes);
    file.writer().write("ours");
    rename_error = EINVAL;
    file.commit();
    CHECK(read("export") == "ours");
    CHECK(files() == 1);
}

TEST_CASE_METHOD(Folder, "a rename that fails is told with its reason") {
    {
        cli::OutputFile file(folder / "export", cli::Overwrite::no);
        file.writer().write("text");
        rename_error = EROFS;
        CHECK_THROWS_WITH(file.commit(), Catch::Contains("Read-only file system"));
    }
    CHECK(files() == 0);
}
