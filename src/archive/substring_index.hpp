// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <cstdint>

/// The optional index of trigrams (table trigram), which finds substrings and regular expressions.
namespace boswell::archive {

/// How far the index is made, as a row of table property says.
struct SubstringIndex {
    enum class Phase {
        none,      ///< it is empty, and nothing is added to it
        building,  ///< it has the messages up to the id `until`, of which it is kept up to date
        complete,  ///< it has every message and is kept up to date; only now it may be read
        removing,  ///< parts of it are gone; nothing may touch it but who removes the rest
    };
    Phase phase = Phase::none;
    std::int64_t until = 0;  ///< while building

    bool has(std::int64_t message) const {
        return phase == Phase::complete || (phase == Phase::building && message <= until);
    }
    bool is_complete() const { return phase == Phase::complete; }
    friend bool operator==(const SubstringIndex&, const SubstringIndex&) = default;
};

SubstringIndex read_substring_index(const sqlite::Database& database);
/// Within a transaction.
void write_substring_index(sqlite::Database& database, const SubstringIndex& index);

}  // namespace boswell::archive
