// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "archive/write/occupants.hpp"
#include "archive/write/presence_checkpoints.hpp"
#include "archive/write/presence_contents.hpp"
#include "model/presence.hpp"

namespace boswell::archive {

/// Table presence_stanza: every presence stanza as it was seen, in the order of arrival.
class Presences {
public:
    Presences(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    /// Writes a presence that was seen in the span of observation that is open.
    void write(const Presence& presence);
    /// Writes a presence of which it is not known in which span it was seen.
    void restore(const Presence& presence);
    void forget() noexcept {
        occupants_.forget();
        contents_.forget();
        checkpoints_.forget();
    }

private:
    std::int64_t content_of(const Presence& presence);
    void insert(const Presence& presence, std::optional<std::int64_t> observation);

    Accounts& accounts_;
    Addresses& addresses_;
    Occupants occupants_;
    PresenceContents contents_;
    PresenceCheckpoints checkpoints_;
    sqlite::Statement insert_;
    sqlite::Statement open_observation_;
};

}  // namespace boswell::archive
