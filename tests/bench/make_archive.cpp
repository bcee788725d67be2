// SPDX-License-Identifier: GPL-3.0-or-later
// Writes an archive of the corpus, so that questions to it can be measured.
//
//     make_archive FILE [messages]
//     make_archive --seed             prints what the random numbers of the corpus begin with
#include "archive/writer.hpp"
#include "bench/corpus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

using namespace boswell;

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: make_archive FILE [messages]\n");
        return EXIT_FAILURE;
    }
    if (argv[1] == std::string_view("--seed")) {
        fmt::print("{}\n", bench::corpus_seed);
        return EXIT_SUCCESS;
    }
    constexpr std::size_t batch = 10'000;
    const std::size_t messages = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100'000;
    bench::Corpus corpus(messages);
    archive::Writer writer(argv[1]);
    for (std::size_t done = 0; done < messages; done += batch) {
        writer.write(corpus.next(std::min(batch, messages - done)));
    }
}
