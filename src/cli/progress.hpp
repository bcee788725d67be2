// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace boswell::cli {

/// A bar on standard error that shows how far long work has come. Only on a terminal and without
/// --no-progress; it disappears when the work is done, and when Ctrl-C ends the program.
class Progress {
public:
    /// `unit` is a word for what is counted.
    Progress(const Arguments& arguments, std::int64_t total, std::string_view unit = "messages");
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance();
    /// For work that knows how much of it is done in all.
    void advance_to(std::int64_t done);

private:
    void draw_if_due();
    void draw();

    bool shown_;
    std::int64_t total_;
    std::string_view unit_;
    std::int64_t done_ = 0;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace boswell::cli
