// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace boswell::bench {

inline constexpr std::uint64_t corpus_seed = 20261122;

/// Messages like those of a real archive, the same in every run: 200 conversations of which few
/// have most, eight years in order, bodies of about 72 bytes in several scripts, each with a
/// stanza-id and a stanza of about 550 bytes. The texts of the first messages are the same for
/// every number of `messages`; only the time between them differs.
class Corpus {
public:
    explicit Corpus(std::size_t messages);
    ~Corpus();
    Corpus(const Corpus&) = delete;
    Corpus& operator=(const Corpus&) = delete;

    std::vector<Event> next(std::size_t count);

private:
    struct State;
    Message next();

    std::unique_ptr<State> state_;
};

/// All messages of one.
std::vector<Event> corpus(std::size_t messages);

}  // namespace boswell::bench
