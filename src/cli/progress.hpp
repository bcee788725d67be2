// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace boswell::cli {

/// How far long work has come, as a bar on standard error, only where a person looks on and
/// --no-progress was not given. Gone when the work is.
class Progress {
public:
    /// `unit` is a word for what is counted.
    Progress(const Arguments& arguments, std::int64_t total, std::string_view unit = "messages");
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance();
    /// To where the work has come, for steps that are not single ones.
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
