// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/sticky_writer.hpp"

#include "base/error.hpp"
#include "base/wait_for.hpp"

#include <unistd.h>

#include <cerrno>

namespace boswell::formats {

static constexpr std::size_t buffer_size = 64u << 10;

StickyWriter::StickyWriter(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {
    buffer_.reserve(buffer_size);
}

StickyWriter::~StickyWriter() { flush(); }

void StickyWriter::write(std::string_view text) {
    if (failed()) return;
    buffer_ += text;
    if (buffer_.size() >= buffer_size) flush();
}

void StickyWriter::flush() noexcept {
    std::string_view rest = buffer_;
    while (!rest.empty() && !failed()) {
        const auto written = ::write(descriptor_, rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            wait_for(descriptor_, POLLOUT);
        } else if (errno != EINTR) {
            error_ = errno;
        }
    }
    buffer_.clear();
}

void StickyWriter::finish() {
    flush();
    if (failed() && error_ != EPIPE) {
        throw Error("cannot write to {}: {}", name_, errno_text(error_));
    }
}

}  // namespace boswell::formats
