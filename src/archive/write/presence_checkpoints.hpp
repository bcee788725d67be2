// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/presence_replay.hpp"
#include "sqlite/database.hpp"

#include <cstdint>
#include <unordered_map>

namespace boswell::archive {

/// Table presence_state: a row for every so many presences of a contact that say how it is, so that
/// a reader has to look at no more than so many before the time it is asked about.
class PresenceCheckpoints {
public:
    /// So many presences are between two rows.
    static constexpr std::int64_t distance = 32;

    explicit PresenceCheckpoints(sqlite::Database& database);

    /// A presence that says how a contact is was written with its observation.
    void added(std::int64_t account, std::int64_t contact, std::int64_t seen_at);
    /// One was written of which only the time says in which observation it belongs.
    void restored(std::int64_t account, std::int64_t contact, std::int64_t seen_at);
    /// Writes the rows that are missing behind the newest one.
    void catch_up(std::int64_t account, std::int64_t contact);
    void forget() noexcept;

private:
    struct Contact {
        std::int64_t newest;   ///< seen_at of the newest row
        std::int64_t waiting;  ///< presences behind it
        std::int64_t due;      ///< so many are to wait
    };

    /// A pair of ids as a key: neither table will ever have so many rows.
    static std::int64_t key(std::int64_t account, std::int64_t contact) {
        return (account << 40) ^ contact;
    }
    Contact load(std::int64_t account, std::int64_t contact);
    Contact write_missing(std::int64_t account, std::int64_t contact);

    PresenceReplay replay_;
    sqlite::Statement newest_;
    sqlite::Statement count_;
    sqlite::Statement insert_;
    sqlite::Statement remove_;
    std::unordered_map<std::int64_t, Contact> contacts_;
};

/// Writes the rows of an archive whose presences an earlier version wrote.
void add_missing_checkpoints(sqlite::Database& database);

}  // namespace boswell::archive
