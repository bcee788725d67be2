// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output_folder.hpp"

#include "base/error.hpp"
#include "cli/run.hpp"

#include <sys/stat.h>
#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

struct Folders {
    void write(const std::string& name, const std::string& content) const {
        std::ofstream(folder / name, std::ios::binary) << content;
    }
    std::string read(const std::string& name) const { return read_all(folder / name); }
    std::ptrdiff_t entries() const {
        return std::distance(fs::directory_iterator(folder.path()), {});
    }
    /// An export of one file, "part/page".
    void write_export(const std::string& content, cli::Overwrite overwrite = cli::Overwrite::no,
                      const std::string& format = "html") const {
        cli::OutputFolder out(folder / "export", overwrite, format);
        out.writer().write("part/page", content);
        out.commit();
    }
    TempDir folder;
};

}  // namespace

TEST_CASE_METHOD(Folders, "a folder appears under its name when it is complete, for its owner") {
    cli::OutputFolder out(folder / "export", cli::Overwrite::no, "html");
    out.writer().write("part/page", "text");
    CHECK_FALSE(fs::exists(folder / "export"));
    out.commit();
    CHECK(read("export/part/page") == "text");
    CHECK(entries() == 1);
    struct stat status {};
    REQUIRE(::stat((folder / "export").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0700);
}

TEST_CASE_METHOD(Folders, "of a folder that was not completed nothing is left") {
    {
        cli::OutputFolder out(folder / "export/", cli::Overwrite::no, "html");
        out.writer().write("part/page", std::string(1 << 20, 'x'));
    }
    CHECK(entries() == 0);
}

TEST_CASE_METHOD(Folders, "a folder that could not be written gets no name") {
    {
        cli::OutputFolder out(folder / "export", cli::Overwrite::no, "html");
        out.writer().write("page", "text");
        out.writer().write("page", "text");
        CHECK_THROWS_WITH(out.commit(), Contains("export: File exists"));
    }
    CHECK(entries() == 0);
}

TEST_CASE_METHOD(Folders, "an earlier export is replaced where that was asked for") {
    write_export("old");
    CHECK_THROWS_WITH(write_export("new"), Contains("exists already; --force replaces it"));
    CHECK(read("export/part/page") == "old");
    write_export("new", cli::Overwrite::yes);
    CHECK(read("export/part/page") == "new");
    CHECK(entries() == 1);
}

TEST_CASE_METHOD(Folders, "a folder that is no earlier export in the format is never replaced") {
    fs::create_directory(folder / "export");
    write("export/thesis.txt", "mine");
    CHECK_THROWS_WITH(write_export("new", cli::Overwrite::yes), Contains("no earlier export"));
    CHECK(read("export/thesis.txt") == "mine");
    fs::remove_all(folder / "export");
    write_export("old", cli::Overwrite::no, "xep0227");
    CHECK_THROWS_WITH(write_export("new", cli::Overwrite::yes), Contains("no earlier export"));
    CHECK(read("export/part/page") == "old");
    CHECK(entries() == 1);
}

TEST_CASE_METHOD(Folders, "an earlier export that has a file of somebody is not replaced") {
    write_export("old");
    write("export/part/notes.txt", "mine");
    CHECK_THROWS_WITH(write_export("new", cli::Overwrite::yes),
                      Contains("no part of the export") && Contains("part/notes.txt"));
    CHECK(read("export/part/notes.txt") == "mine");
}

TEST_CASE_METHOD(Folders, "a folder or file that appears meanwhile is not replaced") {
    {
        cli::OutputFolder out(folder / "export", cli::Overwrite::no, "html");
        fs::create_directory(folder / "export");
        write("export/thesis.txt", "mine");
        CHECK_THROWS_WITH(out.commit(), Contains("exists already"));
    }
    CHECK(read("export/thesis.txt") == "mine");
    {
        fs::remove_all(folder / "export");
        cli::OutputFolder out(folder / "export", cli::Overwrite::yes, "html");
        fs::create_directory(folder / "export");
        write("export/thesis.txt", "mine");
        CHECK_THROWS_WITH(out.commit(), Contains("no earlier export"));
    }
    CHECK(entries() == 1);
}

TEST_CASE_METHOD(Folders, "an empty folder is replaced where that was asked for") {
    fs::create_directory(folder / "export");
    CHECK_THROWS_WITH(write_export("new"), Contains("exists already"));
    write_export("new", cli::Overwrite::yes);
    CHECK(read("export/part/page") == "new");
    CHECK(entries() == 1);
}

TEST_CASE_METHOD(Folders, "behind a symbolic link it is the folder that is replaced") {
    fs::create_directory(folder / "real");
    fs::create_directory_symlink("real", folder / "export");
    write_export("new", cli::Overwrite::yes);
    CHECK(read("real/part/page") == "new");
    CHECK(fs::is_symlink(folder / "export"));
}

TEST_CASE_METHOD(Folders, "a file is no place for a folder") {
    write("export", "mine");
    CHECK_THROWS_WITH(write_export("new", cli::Overwrite::yes), Contains("is a file"));
    CHECK(read("export") == "mine");
    CHECK_THROWS_WITH(cli::OutputFolder(folder / "missing/export", cli::Overwrite::no, "html"),
                      Contains("No such file or directory"));
}
