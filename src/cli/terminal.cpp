// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.hpp"

#include "base/error.hpp"
#include "base/printable.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace boswell::cli {

static constexpr const char* output_name = "standard output";

static bool set(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

static bool wants_colours(const Arguments& arguments, bool terminal) {
    const auto when = arguments.value("color").value_or("auto");
    if (when == "always") return true;
    if (when == "never") return false;
    if (when != "auto") throw UsageError("--color takes auto, always or never, not '{}'", when);
    const char* kind = std::getenv("TERM");
    const bool dumb = kind != nullptr && std::string_view(kind) == "dumb";
    return terminal && !dumb && !set("NO_COLOR");
}

static int columns() {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

Terminal::Terminal(const Arguments& arguments) {
    const bool terminal = ::isatty(STDOUT_FILENO) == 1;
    colours_ = wants_colours(arguments, terminal);
    pager_allowed_ = terminal && !arguments.has("no-pager") && Pager::wanted();
    width_ = terminal ? columns() : 0;
    writer_ = std::make_unique<formats::StickyWriter>(STDOUT_FILENO, output_name);
}

Terminal::~Terminal() = default;

void Terminal::page() {
    if (!pager_allowed_ || pager_) return;
    writer_->finish();
    pager_ = std::make_unique<Pager>();
    writer_ = std::make_unique<formats::StickyWriter>(pager_->descriptor(), output_name);
}

static std::string_view sequence(Style style) {
    switch (style) {
        case Style::plain:
            return "";
        case Style::heading:
            return "\x1b[1m";
        case Style::dim:
            return "\x1b[2m";
        case Style::person:
            return "\x1b[36m";
        case Style::match:
            return "\x1b[1;31m";
        case Style::good:
            return "\x1b[32m";
        case Style::bad:
            return "\x1b[31m";
        case Style::unknown:
            return "\x1b[33m";
    }
    return "";
}

std::string Terminal::paint(Style style, std::string_view text) const {
    if (!colours_ || style == Style::plain || text.empty()) return std::string(text);
    return fmt::format("{}{}\x1b[0m", sequence(style), text);
}

void Terminal::finish() {
    writer_->finish();
    pager_.reset();
}

void complain(std::string_view message) noexcept {
    try {
        const auto line = fmt::format("boswell: {}\n", printable(message));
        std::fputs(line.c_str(), stderr);
    } catch (...) {
        std::fputs("boswell: out of memory\n", stderr);
    }
}

}  // namespace boswell::cli
