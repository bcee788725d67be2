// SPDX-License-Identifier: GPL-3.0-or-later
// Each format has a folder of its name beside this file: a sample, a file `options` with what a
// person would say on the command line, and `expected`, what is read. With BOSWELL_ACCEPT=1 in the
// environment that is written anew.
#include "formats/histories/history_fixture.hpp"

#include "base/file.hpp"

#include <cstdlib>
#include <fstream>

using namespace boswell;
using namespace boswell::formats;
using namespace boswell::test;
namespace fs = std::filesystem;

/// What of a sample folder is not part of the sample.
static bool is_about(const fs::path& file) {
    return file.filename() == "expected" || file.filename() == "options";
}

static const fs::path samples = BOSWELL_HISTORY_SAMPLES;

/// A copy of the sample, with databases in place of their scripts.
static std::vector<fs::path> laid_out(const fs::path& sample, const fs::path& target) {
    std::vector<fs::path> files;
    for (const auto& file : files_below(sample).files) {
        if (is_about(file)) continue;
        auto copy = target / fs::relative(file, sample);
        fs::create_directories(copy.parent_path());
        if (copy.extension() == ".sql") {
            copy.replace_extension();
            make_database(copy, read_file(file));
        } else {
            fs::copy_file(file, copy);
        }
        files.push_back(copy);
    }
    return files;
}

TEST_CASE("a sample of each format is recognised as nothing else, and becomes what it says") {
    REQUIRE_FALSE(history_formats().empty());
    for (const auto* format : history_formats()) {
        INFO(format->name);
        const TempDir folder;
        const auto sample = samples / format->name;
        REQUIRE(fs::is_directory(sample));
        const auto options = read_options(sample / "options");
        std::string lines;
        for (const auto& path : laid_out(sample, folder.path())) {
            INFO(path);
            for (const auto* other : history_formats())
                CHECK(is_recognised(*other, path) == (other == format));
            lines += read_history(*format, path, options);
        }
        const auto* const kind = format->name == "vcf" ? "vcard-version" : "message";
        CHECK(lines.find(fmt::format("\"kind\":\"{}\"", kind)) != std::string::npos);
        if (std::getenv("BOSWELL_ACCEPT") != nullptr)
            std::ofstream(sample / "expected", std::ios::binary) << lines;
        REQUIRE(fs::exists(sample / "expected"));
        CHECK(lines == read_file(sample / "expected"));
    }
}
