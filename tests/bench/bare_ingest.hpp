// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

namespace boswell::bench {

/// What SQLite alone needs: the same tables, statements and values, prepared before the clock
/// starts, bound with its own functions.
class BareIngest {
public:
    BareIngest(const std::filesystem::path& path, const std::vector<Event>& events);
    ~BareIngest();
    BareIngest(const BareIngest&) = delete;
    BareIngest& operator=(const BareIngest&) = delete;

    /// One transaction with the events from `first` on.
    void write(std::size_t first, std::size_t count);

    struct Prepared;

private:
    std::unique_ptr<Prepared> prepared_;
};

}  // namespace boswell::bench
