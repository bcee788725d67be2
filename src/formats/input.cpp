// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/input.hpp"

#include "base/error.hpp"
#include "base/wait_for.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace boswell::formats {

static constexpr std::size_t buffer_size = 256u << 10;
static constexpr std::size_t head_size = 4096;

Input::Input(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)), buffer_(buffer_size, '\0') {}

std::optional<Time> Input::changed_at() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    const auto& [seconds, nanoseconds] = status.st_mtim;
    return from_milliseconds(seconds * 1000 + nanoseconds / 1'000'000);
}

/// False at the end.
bool Input::fill() {
    for (;;) {
        const auto count = ::read(descriptor_, buffer_.data() + filled_, buffer_.size() - filled_);
        if (count > 0) filled_ += static_cast<std::size_t>(count);
        if (count >= 0) return count > 0;
        if (errno == EAGAIN)
            wait_for(descriptor_, POLLIN);
        else if (errno != EINTR)
            throw Error("cannot read {}: {}", name_, errno_text());
    }
}

/// An editor may have put a byte order mark before the text (RFC 3629 6).
void Input::skip_byte_order_mark() {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    begun_ = true;
    if (!std::string_view(buffer_.data(), filled_).starts_with(mark)) return;
    filled_ -= mark.size();
    position_ += static_cast<std::int64_t>(mark.size());
    std::memmove(buffer_.data(), buffer_.data() + mark.size(), filled_);
}

std::string_view Input::head() {
    if (taken_) filled_ = 0;
    taken_ = false;
    while (filled_ < head_size && fill()) {
    }
    if (!begun_) skip_byte_order_mark();
    return {buffer_.data(), filled_};
}

std::string_view Input::read() {
    if (!begun_) head();
    if (taken_) {
        filled_ = 0;
        fill();
    }
    taken_ = true;
    position_ += static_cast<std::int64_t>(filled_);
    return {buffer_.data(), filled_};
}

void LineReader::append(std::string& line, std::string_view part) {
    const auto room = longest - line.size();
    if (part.size() > room) is_cut_ = true;
    line.append(part.substr(0, room));
}

bool LineReader::next(std::string& line) {
    line.clear();
    is_cut_ = false;
    bool any = false;
    for (;;) {
        if (rest_.empty()) rest_ = in_.read();
        if (rest_.empty()) break;
        any = true;
        const auto end = rest_.find('\n');
        append(line, rest_.substr(0, end));
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        if (end != std::string_view::npos) break;
    }
    if (any) ++number_;
    return any;
}

}  // namespace boswell::formats
