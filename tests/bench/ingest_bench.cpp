// SPDX-License-Identifier: GPL-3.0-or-later
// How fast messages are taken, by the archive alone and on the whole way from the bytes of their
// stanzas, and how much of that is SQLite itself.
//
//     ingest_bench [messages [batch…]]      batch: messages a commit
#include "archive/writer.hpp"
#include "bench/bare_ingest.hpp"
#include "bench/corpus.hpp"
#include "bench/cpu_time.hpp"
#include "bench/path_ingest.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

using namespace boswell;

namespace {

struct Cost {
    double seconds = 0;
    double cpu_seconds = 0;
};

Cost measure(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    const auto cpu = bench::cpu_seconds();
    work();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    return {elapsed.count(), bench::cpu_seconds() - cpu};
}

/// Calls write(first, count) for all events, a batch at a time.
template <typename Write>
void in_batches(std::size_t events, std::size_t batch, const Write& write) {
    for (std::size_t first = 0; first < events; first += batch) {
        write(first, std::min(batch, events - first));
    }
}

void print(const char* name, std::size_t events, const Cost& cost, const Cost& bare) {
    const auto n = static_cast<double>(events);
    fmt::print("    {:<12} {:>9.0f} {:>9.1f} {:>8.2f} {:>8.2f}\n", name, n / cost.seconds,
               cost.cpu_seconds / n * 1e6, bare.seconds / cost.seconds,
               bare.cpu_seconds / cost.cpu_seconds);
    std::fflush(stdout);
}

/// `Ingest` has a constructor from a path and write(events).
template <typename Ingest>
Cost ingest(const std::filesystem::path& path, std::span<const Event> events, std::size_t batch) {
    Ingest target(path);
    return measure([&] {
        in_batches(events.size(), batch, [&](std::size_t first, std::size_t count) {
            target.write(events.subspan(first, count));
        });
    });
}

Cost ingest_bare(const std::filesystem::path& path, const std::vector<Event>& events,
                 std::size_t batch) {
    bench::BareIngest target(path, events);
    return measure([&] {
        in_batches(events.size(), batch,
                   [&](std::size_t first, std::size_t count) { target.write(first, count); });
    });
}

void compare(const std::vector<Event>& events, std::size_t batch) {
    const test::TempDir folder;
    const auto path = ingest<bench::PathIngest>(folder / "path.db", events, batch);
    const auto archive = ingest<archive::Writer>(folder / "archive.db", events, batch);
    const auto bare = ingest_bare(folder / "bare.db", events, batch);
    const auto bytes = static_cast<double>(std::filesystem::file_size(folder / "archive.db"));
    fmt::print("{} messages, {} a commit, {:.0f} bytes each\n", events.size(), batch,
               bytes / static_cast<double>(events.size()));
    print("bare SQLite", events.size(), bare, bare);
    print("archive", events.size(), archive, bare);
    print("whole path", events.size(), path, bare);
}

}  // namespace

int main(int argc, char** argv) {
    const auto number = [&](int i) { return std::strtoull(argv[i], nullptr, 10); };
    const auto messages = argc > 1 ? number(1) : 100000;
    std::vector<std::size_t> batches;
    for (int i = 2; i < argc; ++i) batches.push_back(std::max(1ULL, number(i)));
    if (batches.empty()) batches = {1, 100, 1000, 10000};
    const auto events = bench::corpus(messages);
    fmt::print("    {:<12} {:>9} {:>9} {:>17}\n", "", "per s", "us CPU", "bare: time   CPU");
    for (const auto batch : batches) {
        const auto count = std::min<std::size_t>(messages, batch * 5000);
        compare({events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count)}, batch);
    }
}
