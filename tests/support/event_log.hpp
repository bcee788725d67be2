// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"

#include <variant>
#include <vector>

namespace boswell::test {

/// The events that a fake was told, in their order.
struct EventLog {
    std::vector<Event> events;

    template <typename Kind>
    std::vector<Kind> all() const {
        std::vector<Kind> found;
        for (const auto& event : events) {
            if (const auto* wanted = std::get_if<Kind>(&event)) found.push_back(*wanted);
        }
        return found;
    }
};

}  // namespace boswell::test
