// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/backoff.hpp"

#include <algorithm>
#include <cstdint>

namespace boswell::agent {

std::chrono::milliseconds Backoff::next(double random, std::chrono::milliseconds most) {
    const auto step = std::min(next_, most);
    next_ = std::min(step * 2, limits_.most);
    const auto half = step / 2;
    return half + std::chrono::milliseconds(
                      static_cast<std::int64_t>(random * static_cast<double>(half.count())));
}

}  // namespace boswell::agent
