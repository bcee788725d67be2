// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/writer.hpp"
#include "cli/run.hpp"
#include "support/builders.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;

TEST_CASE("long numbers are grouped, and the size of the archive is told in a fitting unit") {
    const TempDir folder;
    const auto path = folder / "archive.db";
    const auto stats = [&folder] {
        return run({"--archive", "archive.db", "stats"}, {.folder = folder.path(), .added = {}})
            .out;
    };
    const auto add = [&path](int count, std::size_t length) {
        std::vector<Event> batch;
        for (int i = 0; i < count; ++i)
            batch.emplace_back(message(std::string(length, 'x'), some_day + i * milliseconds(1)));
        archive::Writer(path).write(batch);
    };
    const auto bytes = [&path] { return static_cast<double>(std::filesystem::file_size(path)); };
    add(999, 1);
    CHECK_THAT(stats(), Contains("  messages      999\n"));
    CHECK_THAT(stats(), Contains(fmt::format("  size          {:.1f} KiB\n", bytes() / 1024)));
    add(1, 2 << 20);
    CHECK_THAT(stats(), Contains("  messages      1,000\n"));
    CHECK_THAT(stats(), Contains(fmt::format("  size          {:.1f} MiB\n", bytes() / 1048576)));
}
