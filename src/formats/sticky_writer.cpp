// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/sticky_writer.hpp"

#include "base/error.hpp"
#include "base/write_all.hpp"

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
    if (!failed()) error_ = write_all(descriptor_, buffer_);
    buffer_.clear();
}

void StickyWriter::finish() {
    flush();
    if (failed() && error_ != EPIPE) {
        throw Error("cannot write to {}: {}", name_, errno_text(error_));
    }
}

}  // namespace boswell::formats
