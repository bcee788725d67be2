// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/write_all.hpp"

#include "base/wait_for.hpp"

#include <unistd.h>

#include <cerrno>

namespace boswell {

int write_all(int descriptor, std::string_view text) noexcept {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written >= 0)
            text.remove_prefix(static_cast<std::size_t>(written));
        else if (errno == EAGAIN)
            wait_for(descriptor, POLLOUT);
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

std::streambuf::int_type WaitingBuffer::overflow(int_type character) {
    if (traits_type::eq_int_type(character, traits_type::eof())) return 0;
    const char one = traits_type::to_char_type(character);
    return xsputn(&one, 1) == 1 ? character : traits_type::eof();
}

std::streamsize WaitingBuffer::xsputn(const char* text, std::streamsize size) {
    const int error = write_all(descriptor_, {text, static_cast<std::size_t>(size)});
    if (error != 0) errno = error;
    return error == 0 ? size : 0;
}

}  // namespace boswell
