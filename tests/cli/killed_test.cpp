// SPDX-License-Identifier: GPL-3.0-or-later
// What is half made when its process is killed is removed by whoever makes the same again.
#include "archive/fixture.hpp"
#include "cli/run.hpp"

#include <signal.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

namespace {

/// An archive that is large enough to be caught at work.
struct LargeArchive : ArchiveFixture {
    LargeArchive() {
        for (int i = 0; i < 150; ++i)
            write({message_with_id(std::string(60'000, static_cast<char>('a' + i % 26)),
                                   std::to_string(i))});
        writer.reset();
        std::filesystem::create_directory(made);
    }
    ProcessOptions here() const { return {.folder = made, .added = {}}; }
    std::vector<std::filesystem::path> parts() const {
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::directory_iterator(made)) {
            const auto name = entry.path().filename().string();
            if (name.starts_with("new.part-boswell-") && !name.ends_with("-journal"))
                found.push_back(entry.path());
        }
        return found;
    }
    /// Kills it as soon as it has begun. False if it was faster.
    bool kill(const std::vector<std::string>& words) const {
        const Running running(words, here());
        while (parts().empty() && !std::filesystem::exists(made / "new")) ::usleep(100);
        running.send(SIGKILL);
        return !std::filesystem::exists(made / "new");
    }
    std::filesystem::path made = folder / "made";
};

}  // namespace

TEST_CASE_METHOD(LargeArchive, "what a backup or an export that was killed left is removed") {
    const auto words = GENERATE_COPY(std::vector<std::string>{"backup", "new"},
                                     std::vector<std::string>{"export", "-f", "jsonl", "-o", "new"},
                                     std::vector<std::string>{"export", "-f", "html", "-o", "new"});
    std::vector<std::string> all{"--archive", path.string()};
    all.insert(all.end(), words.begin(), words.end());
    std::ofstream(made / "new.part-1234") << "somebody's own";
    for (int attempt = 0; attempt < 20 && parts().empty(); ++attempt) {
        if (!kill(all)) std::filesystem::remove_all(made / "new");
    }
    const auto left = parts();
    REQUIRE(left.size() == 1);
    const auto again = run(all, here());
    INFO(again.err);
    CHECK(again.status == 0);
    CHECK_THAT(again.err, Contains(left.front().filename().string() + " is removed: it was half"));
    CHECK(parts().empty());
    CHECK(std::filesystem::exists(made / "new"));
    CHECK(read_all(made / "new.part-1234") == "somebody's own");
}
