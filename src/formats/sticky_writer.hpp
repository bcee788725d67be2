// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace boswell::formats {

/// Buffered output to a file descriptor. It remembers the first failure, after which writing has no
/// effect, and finish() throws it; so the code that formats text need not ask after each write.
class StickyWriter {
public:
    /// `name` is how messages call the file. The descriptor stays the caller's.
    StickyWriter(int descriptor, std::string name);
    /// Writes what is buffered, as far as that is possible.
    ~StickyWriter();
    StickyWriter(const StickyWriter&) = delete;
    StickyWriter& operator=(const StickyWriter&) = delete;

    void write(std::string_view text);
    void flush() noexcept;

    /// True once something could not be written; the rest is in vain.
    bool failed() const noexcept { return error_ != 0; }
    /// errno of the first failure, 0 if there was none.
    int error() const noexcept { return error_; }

    /// Flushes. Throws Error, with the reason, if not everything was written. A reader that went
    /// away (EPIPE) has seen what it wanted and is no error.
    void finish();

private:
    int descriptor_;
    std::string name_;
    std::string buffer_;
    int error_ = 0;  // errno of the first failure
};

}  // namespace boswell::formats
