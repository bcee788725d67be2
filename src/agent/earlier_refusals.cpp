// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/earlier_refusals.hpp"

namespace boswell::agent {

using namespace std::chrono_literals;

std::vector<Clock::Instant> earlier_refusals(const archive::Reader& archive, const Jid& account,
                                             const Clock& clock) {
    const auto wall = clock.wall();
    const auto steady = clock.steady();
    std::vector<Clock::Instant> refusals;
    for (const auto at : archive.login_refusals_since(account, wall - 24h)) {
        if (at <= wall) refusals.push_back(steady - (wall - at));
    }
    return refusals;
}

}  // namespace boswell::agent
