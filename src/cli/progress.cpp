// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.hpp"

#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace boswell::cli {

static constexpr auto interval = std::chrono::milliseconds(100);
static constexpr std::int64_t bar_width = 30;
static constexpr char clear_line[] = "\r\x1b[K";

// What Ctrl-C did before there was a bar.
static struct sigaction before_bar {};

// Ctrl-C ends the program in the midst of the work. Only calls that a handler may make.
static void clear_and_end(int signal) {
    const auto written = ::write(STDERR_FILENO, clear_line, sizeof clear_line - 1);
    static_cast<void>(written);
    ::sigaction(signal, &before_bar, nullptr);
    ::raise(signal);  // with the effect that it had, once this handler is left
}

Progress::Progress(const Arguments& arguments, std::int64_t total, std::string_view unit)
    : shown_(::isatty(STDERR_FILENO) == 1 && !arguments.has("no-progress")),
      total_(std::max<std::int64_t>(1, total)),
      unit_(unit),
      // Work that is done at once shows no bar at all.
      next_(std::chrono::steady_clock::now() + 5 * interval) {
    if (!shown_) return;
    struct sigaction action {};
    action.sa_handler = clear_and_end;
    ::sigaction(SIGINT, &action, &before_bar);
    if (before_bar.sa_handler == SIG_IGN) ::sigaction(SIGINT, &before_bar, nullptr);
}

Progress::~Progress() {
    if (!shown_) return;
    ::sigaction(SIGINT, &before_bar, nullptr);
    std::fputs(clear_line, stderr);
}

void Progress::advance() {
    ++done_;
    if (shown_ && done_ % 64 == 0) draw_if_due();
}

void Progress::advance_to(std::int64_t done) {
    done_ = done;
    if (shown_) draw_if_due();
}

void Progress::draw_if_due() {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + interval;
    draw();
}

void Progress::draw() {
    const auto part = std::min(done_, total_);
    const auto filled = static_cast<std::size_t>(part * bar_width / total_);
    const auto bar = std::string(filled, '#') + std::string(bar_width - filled, '.');
    const auto line =
        fmt::format("{}[{}] {:3}% {} {}", clear_line, bar, part * 100 / total_, done_, unit_);
    std::fputs(line.c_str(), stderr);
}

}  // namespace boswell::cli
