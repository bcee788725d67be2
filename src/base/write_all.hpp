// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <streambuf>
#include <string_view>

namespace boswell {

/// Writes all of the text to a descriptor, and waits while it takes nothing: another process that
/// has the same pipe may have made it non-blocking. Returns 0, or the errno of the failure.
int write_all(int descriptor, std::string_view text) noexcept;

/// For a std::ostream that writes in this manner, and at once.
class WaitingBuffer : public std::streambuf {
public:
    explicit WaitingBuffer(int descriptor) : descriptor_(descriptor) {}

protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;

private:
    int descriptor_;
};

}  // namespace boswell
