// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/interner.hpp"
#include "model/presence.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Table occupant: what rooms say of their occupants, each combination stored once.
class Occupants {
public:
    explicit Occupants(sqlite::Database& database);

    /// nullopt if there is no occupant.
    std::optional<std::int64_t> id_of(const std::optional<Occupant>& occupant);
    void forget() noexcept { cache_.forget(); }

private:
    sqlite::Database& database_;
    sqlite::Statement find_;
    sqlite::Statement insert_;
    IdCache cache_;
};

}  // namespace boswell::archive
