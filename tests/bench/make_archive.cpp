// SPDX-License-Identifier: GPL-3.0-or-later
// Writes an archive of the corpus, so that questions to it can be measured. Prints what the first
// and the last 10,000 messages (of fewer than 40,000: a quarter) cost, in microseconds of CPU a
// message, 1,000 a commit.
//
//     make_archive FILE [messages]
//     make_archive --seed             prints what the random numbers of the corpus begin with
#include "archive/writer.hpp"
#include "bench/corpus.hpp"
#include "bench/cpu_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

using namespace boswell;

namespace {

/// Writes the next messages; how many microseconds of CPU each takes, without making it.
double write(archive::Writer& writer, bench::Corpus& corpus, std::size_t messages,
             std::size_t batch) {
    double seconds = 0;
    for (std::size_t done = 0; done < messages; done += batch) {
        const auto events = corpus.next(std::min(batch, messages - done));
        const auto begin = bench::cpu_seconds();
        writer.write(events);
        seconds += bench::cpu_seconds() - begin;
    }
    return messages == 0 ? 0 : seconds / static_cast<double>(messages) * 1e6;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: make_archive FILE [messages]\n");
        return EXIT_FAILURE;
    }
    if (argv[1] == std::string_view("--seed")) {
        fmt::print("{}\n", bench::corpus_seed);
        return EXIT_SUCCESS;
    }
    const std::size_t messages = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100'000;
    bench::Corpus corpus(messages);
    archive::Writer writer(argv[1]);
    const auto timed = std::min<std::size_t>(10'000, messages / 4);
    fmt::print("first {:.2f}\n", write(writer, corpus, timed, 1000));
    write(writer, corpus, messages - 2 * timed, 10'000);
    fmt::print("last {:.2f}\n", write(writer, corpus, timed, 1000));
}
