// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/backoff.hpp"

#include <algorithm>
#include <cstdint>

namespace boswell::agent {

std::chrono::milliseconds Backoff::next(double random, std::chrono::milliseconds most) {
    const auto step = std::min(next_, most);
    next_ = std::min(step * 2, limits_.most);
    const auto shortest = step * 2 / 5;
    const auto spread = static_cast<double>((step - shortest).count());
    return shortest + std::chrono::milliseconds(static_cast<std::int64_t>(random * spread));
}

}  // namespace boswell::agent
