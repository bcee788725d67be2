// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"
#include "cli/example_archive.hpp"
#include "cli/run.hpp"

#include <sys/resource.h>
#include <catch2/catch.hpp>

#include <csignal>

#include <chrono>
#include <fstream>
#include <map>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

struct ExampleArchive {
    ExampleArchive() { write_example_archive(folder / "archive.db"); }
    Outcome html(std::vector<std::string> words) const {
        words.insert(words.begin(),
                     {"--archive", "archive.db", "--tz", "UTC", "export", "-f", "html"});
        return run(words, {.folder = folder.path(), .added = {}});
    }
    std::string page(const std::string& with) const {
        return read_all(folder / ("out/conversations/alice@example.org/" + with + "/2026-11.html"));
    }
    TempDir folder;
};

/// Files of this process, and of what it starts, cannot become larger.
struct FileLimit {
    explicit FileLimit(rlim_t bytes) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit limit{bytes, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit() { ::setrlimit(RLIMIT_FSIZE, &before); }
    rlimit before{};
};

}  // namespace

TEST_CASE_METHOD(ExampleArchive, "export -f html takes the filters and names of other exports") {
    REQUIRE(html({"-o", "out", "-w", "dave@example.net", "--names", "jid", "meet"}).status == 0);
    CHECK_THAT(read_all(folder / "out/index.html"),
               Contains("1 message in 1 conversation") && Contains("Only what matches: <bdi>meet"));
    CHECK_THAT(page("dave@example.net"),
               Contains("dave@example.net</bdi>") && Contains("at one o&apos;clock?"));
    CHECK(html({"-o", "none", "nosuchword"}).status == 1);
}

TEST_CASE_METHOD(ExampleArchive, "export -f html replaces an earlier export, and nothing else") {
    REQUIRE(html({"-o", "out"}).status == 0);
    const auto again = html({"-o", "out"});
    CHECK(again.status == 3);
    CHECK_THAT(again.err, Contains("out exists already; --force replaces it"));
    CHECK(html({"-o", "out", "--force"}).status == 0);
    fs::create_directory(folder / "mine");
    std::ofstream(folder / "mine/thesis.txt") << "text";
    CHECK_THAT(html({"-o", "mine", "--force"}).err, Contains("no earlier export"));
    CHECK(read_all(folder / "mine/thesis.txt") == "text");
}

/// All files of a folder, the marks of an export that goes on aside.
static std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto name = entry.path().lexically_relative(folder).string();
        if (entry.is_regular_file() && !name.starts_with(".boswell")) files[name] = read_all(entry);
    }
    return files;
}

TEST_CASE_METHOD(ExampleArchive,
                 "export -f html --append writes only what is no longer as it was") {
    REQUIRE(html({"-o", "out", "--append"}).status == 0);
    const auto before = contents(folder / "out");
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(48);
    for (const auto& [name, text] : before) fs::last_write_time(folder / "out" / name, long_ago);

    archive::Writer writer(folder / "archive.db");
    const Event events[] = {
        incoming("2026-11-20T10:00:00Z", "dave@example.net/phone", "a word that came later")};
    writer.write(events);
    REQUIRE(html({"-o", "out", "--append"}).status == 0);
    REQUIRE(html({"-o", "whole"}).status == 0);
    const auto after = contents(folder / "out");
    CHECK(after == contents(folder / "whole"));
    CHECK(after != before);
    for (const auto& [name, text] : after) {
        INFO(name);
        const bool is_same = before.contains(name) && before.at(name) == text;
        CHECK((fs::last_write_time(folder / "out" / name) == long_ago) == is_same);
    }
}

TEST_CASE_METHOD(ExampleArchive, "export -f html --append goes on with an export of its own only") {
    REQUIRE(html({"-o", "out"}).status == 0);
    CHECK_THAT(html({"-o", "out", "--append"}).err, Contains(".boswell-mark does not exist"));
    REQUIRE(html({"-o", "out", "--append", "--force"}).status == 0);
    const auto other = html({"-o", "out", "--append", "-w", "dave@example.net"});
    CHECK(other.status == 3);
    CHECK_THAT(other.err, Contains("give the same options"));
    CHECK_THAT(html({"-o", "out", "--append", "--no-search"}).err, Contains("--no-search"));
    std::ofstream(folder / "out/thesis.txt") << "text";
    CHECK_THAT(html({"-o", "out", "--append"}).err, Contains("thesis.txt"));
    CHECK(read_all(folder / "out/thesis.txt") == "text");
    CHECK_THAT(html({"-o", "one.html", "--append", "--single"}).err, Contains("with --force"));
}

TEST_CASE_METHOD(ExampleArchive, "of an export to pages that cannot be written nothing is left") {
    // SQLite has a file of 32 KB beside the archive.
    const auto large =
        incoming("2026-11-22T08:00:00Z", "bob@example.net/x", std::string(99'999, 'x'));
    archive::Writer(folder / "archive.db").write(std::vector<Event>{large});
    {
        const FileLimit limit(65'536);
        const auto full = html({"-o", "out"});
        CHECK(full.status == 3);
        CHECK_THAT(full.err, Contains("cannot write to out: File too large"));
    }
    for (const auto& entry : fs::directory_iterator(folder.path()))
        CHECK_THAT(entry.path().filename().string(), !Contains("out"));
}

TEST_CASE_METHOD(ExampleArchive, "export -f html says which options do not go together") {
    const auto error = [this](std::vector<std::string> words) {
        const auto outcome = html(std::move(words));
        CHECK(outcome.status == 2);
        return outcome.err;
    };
    CHECK_THAT(error({"-o", "-"}), Contains("html is a folder: -o FOLDER"));
    CHECK_THAT(error({"-o", "out", "--what", "presence"}), Contains("html has messages only"));
    CHECK_THAT(error({"-o", "out", "--what", "messages,contacts"}), Contains("messages only"));
    CHECK_THAT(error({"-o", "out", "--single", "--no-search"}), Contains("leave out --no-search"));
    CHECK_THAT(error({"-o", "out", "--single"}), Contains("room for one conversation"));
    const auto text =
        run({"--archive", "archive.db", "export", "-f", "text", "-o", "-", "--single"},
            {.folder = folder.path(), .added = {}});
    CHECK(text.status == 2);
    CHECK_THAT(text.err, Contains("--single is for html, not for text"));
}

TEST_CASE_METHOD(ExampleArchive, "export -f html --single writes a page to a file or a pipe") {
    const auto page = html({"--single", "-o", "-", "-w", "dave@example.net"});
    CHECK(page.status == 0);
    CHECK_THAT(page.out, Contains("<!DOCTYPE html>") && Contains("wrong window"));
    CHECK(html({"--single", "-o", "one.html", "-w", "dave@example.net"}).status == 0);
    CHECK(read_all(folder / "one.html") == page.out);
}
