// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poll.h>

namespace boswell {

/// Waits until something can be read from the descriptor (POLLIN) or written to it (POLLOUT), or
/// its other end is gone. For streams that we were given: another process that has the same pipe
/// may have made it non-blocking, and then EAGAIN is neither an end nor a failure.
inline void wait_for(int descriptor, short events) noexcept {
    pollfd ready{descriptor, events, 0};
    ::poll(&ready, 1, -1);
}

}  // namespace boswell
