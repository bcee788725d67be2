// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"

#include <chrono>
#include <cstdint>

namespace boswell::cli {

/// How far long work has come, as a bar on standard error, only where a person looks on and
/// --no-progress was not given. Gone when the work is.
class Progress {
public:
    Progress(const Arguments& arguments, std::int64_t total);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance();

private:
    void draw();

    bool shown_;
    std::int64_t total_;
    std::int64_t done_ = 0;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace boswell::cli
