// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/config.hpp"

#include <string>
#include <vector>

namespace boswell::agent {

/// Takes one part of a configuration after the other, and keeps what is wrong with each, so that a
/// person hears of all faults at once.
class ConfigParts {
public:
    /// Calls `part`, which throws Error if something is wrong.
    template <typename Part>
    void read(Part part) {
        try {
            part();
        } catch (const Error& error) {
            add(error);
        }
    }
    void add(const Error& error) { faults_.emplace_back(error.what()); }
    /// Throws ConfigFaults if anything was wrong.
    void finish(const Config& rest) const {
        if (!faults_.empty()) throw ConfigFaults(faults_, rest);
    }

private:
    std::vector<std::string> faults_;
};

}  // namespace boswell::agent
