// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace boswell {

// Opened for the other direction, so that writing to an output that was closed still fails.
void occupy_standard_streams() noexcept {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) != -1) continue;
        const int mode = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (::open("/dev/null", mode) < 0) ::_exit(3);
    }
}

}  // namespace boswell
