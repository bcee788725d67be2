// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"
#include "cli/pager.hpp"
#include "formats/sticky_writer.hpp"

#include <fmt/core.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace boswell::cli {

/// What a piece of text is, so that colours mean the same in every command.
enum class Style { plain, heading, dim, person, match, good, bad, unknown };

/// Standard output. Whoever writes content to it passes it through printable() first; the escape
/// sequences on it are those of paint().
class Terminal {
public:
    /// Colours and a pager only where a person looks on; --color, NO_COLOR and --no-pager change
    /// that. Throws UsageError for a wrong --color.
    explicit Terminal(const Arguments& arguments);
    ~Terminal();

    void write(std::string_view text) { writer_->write(text); }
    template <typename... Args>
    void print(fmt::format_string<Args...> format, Args&&... args) {
        write(fmt::format(format, std::forward<Args>(args)...));
    }
    /// The text with the colours of `style`, if there are colours.
    std::string paint(Style style, std::string_view text) const;
    bool colours() const { return colours_; }

    /// Columns of the terminal; 0 if nobody looks on, and lines may be as long as they are.
    int width() const { return width_; }
    /// From here on through the pager, if a person looks on.
    void page();
    void flush() { writer_->flush(); }
    /// The reader went away or the disk is full: the rest is in vain.
    bool failed() const { return writer_->failed(); }
    formats::StickyWriter& writer() { return *writer_; }
    /// Throws Error if something could not be written.
    void finish();

private:
    bool colours_ = false;
    bool pager_allowed_ = false;
    int width_ = 0;
    std::unique_ptr<Pager> pager_;
    std::unique_ptr<formats::StickyWriter> writer_;  // goes before the pager it writes to
};

/// A message for the person, to standard error: "boswell: …".
void complain(std::string_view message) noexcept;

}  // namespace boswell::cli
