// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "archive/write/avatars.hpp"
#include "model/contact.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Table vcard: versions of what contacts say of themselves. A vCard that has not
/// changed only moves confirmed_at of its last version.
class VCards {
public:
    VCards(sqlite::Database& database, Accounts& accounts, Addresses& addresses, Avatars& avatars);

    void write(const VCardFetched& fetched);
    /// Adds a version whatever the last one says. Returns its id.
    std::int64_t add(const VCardFetched& version, Time confirmed_at);

private:
    void run(sqlite::Statement& statement, const VCardFetched& fetched, Time confirmed_at);

    sqlite::Database& database_;
    Accounts& accounts_;
    Addresses& addresses_;
    Avatars& avatars_;
    sqlite::Statement confirm_;
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
