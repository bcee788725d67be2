// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>

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

/// Stands in a text of search_content that is not all that can be searched of a message, because
/// that is very long. XML has no such character.
inline constexpr char cut_mark = '\x01';

/// A trigram of every text with a cut mark: each of these messages has to be looked at.
inline constexpr std::string_view cut_trigram = "\x01\x01\x01";

/// What the table trigram holds of a text of search_content.
std::string trigram_text(std::string_view searched);

SubstringIndex read_substring_index(const sqlite::Database& database);
/// Within a transaction.
void write_substring_index(sqlite::Database& database, const SubstringIndex& index);

}  // namespace boswell::archive
