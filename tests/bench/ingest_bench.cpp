// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the archive takes messages, and how much of that is SQLite itself.
//
//     ingest_bench [messages]
#include "archive/writer.hpp"
#include "bench/bare_ingest.hpp"
#include "bench/corpus.hpp"
#include "support/temp_dir.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace boswell;

namespace {

struct Cost {
    double seconds = 0;
    double cpu_seconds = 0;
};

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Cost measure(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    const auto cpu = cpu_seconds();
    work();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    return {elapsed.count(), cpu_seconds() - cpu};
}

/// Calls write(first, count) for all events, a batch at a time.
template <typename Write>
void in_batches(std::size_t events, std::size_t batch, const Write& write) {
    for (std::size_t first = 0; first < events; first += batch) {
        write(first, std::min(batch, events - first));
    }
}

void compare(const std::vector<Event>& events, std::size_t batch) {
    const test::TempDir folder;
    const std::span<const Event> all(events);
    Cost ours;
    {
        archive::Writer writer(folder / "ours.db");
        ours = measure([&] {
            in_batches(events.size(), batch, [&](std::size_t first, std::size_t count) {
                writer.write(all.subspan(first, count));
            });
        });
    }
    Cost bare;
    {
        bench::BareIngest ingest(folder / "bare.db", events);
        bare = measure([&] {
            in_batches(events.size(), batch,
                       [&](std::size_t first, std::size_t count) { ingest.write(first, count); });
        });
    }
    const auto n = static_cast<double>(events.size());
    const auto bytes = static_cast<double>(std::filesystem::file_size(folder / "ours.db"));
    fmt::print("{:>6} {:>8} {:>9.0f} {:>9.1f} {:>9.0f} {:>9.0f} {:>9.1f} {:>7.2f} {:>7.2f}\n",
               batch, events.size(), n / ours.seconds, ours.cpu_seconds / n * 1e6, bytes / n,
               n / bare.seconds, bare.cpu_seconds / n * 1e6, bare.seconds / ours.seconds,
               bare.cpu_seconds / ours.cpu_seconds);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    const auto messages = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100000;
    const auto events = bench::corpus(messages);
    fmt::print("{:>6} {:>8} {:>29} {:>19} {:>15}\n", "", "", "--------- archive ----------",
               "-- bare SQLite --", "bare / archive");
    fmt::print("{:>6} {:>8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7} {:>7}\n", "batch", "messages",
               "per s", "us CPU", "bytes", "per s", "us CPU", "time", "CPU");
    for (const std::size_t batch : {1, 100, 1000, 10000}) {
        const auto count = std::min<std::size_t>(messages, batch * 5000);
        compare({events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count)}, batch);
    }
}
