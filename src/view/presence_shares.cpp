// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/presence_shares.hpp"

#include <fmt/core.h>

namespace boswell::view {

std::string share(milliseconds part, milliseconds whole) {
    if (whole.count() == 0) return "";
    const auto percent = 100.0 * double(part.count()) / double(whole.count());
    if (part.count() > 0 && percent < 1) return "<1%";
    if (part < whole && percent > 99) return ">99%";
    return fmt::format("{:.0f}%", percent);
}

Shares::Shares(const std::map<PresenceState, milliseconds>& by_state) {
    for (const auto& [state, length] : by_state) {
        whole += length;
        if (state != PresenceState::unknown) observed += length;
        if (is_online(state)) online += length;
    }
}

std::string Shares::of_observed() const {
    return observed.count() > 0 ? share(online, observed) : "?";
}

std::string Shares::sentence() const {
    if (observed.count() == 0) return "not observed";
    return fmt::format("online {} of the {} that were observed", of_observed(),
                       share(observed, whole));
}

}  // namespace boswell::view
