// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"

#include <chrono>

namespace boswell::web {

/// A scope in which reading ends, by archive::TimeOver, when the patience does: there is one thread
/// for all browsers.
class Patience {
public:
    Patience(const archive::Reader& reader, std::chrono::milliseconds patience) : reader_(reader) {
        reader_.limit_time(std::chrono::steady_clock::now() + patience);
    }
    ~Patience() { reader_.limit_time(std::nullopt); }
    Patience(const Patience&) = delete;
    Patience& operator=(const Patience&) = delete;

private:
    const archive::Reader& reader_;
};

}  // namespace boswell::web
