// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "model/contact.hpp"

#include <cstdint>
#include <optional>

namespace boswell::archive {

/// Tables vcard and avatar: versions of what contacts say of themselves. A vCard that has not
/// changed only moves confirmed_at of its last version.
class VCards {
public:
    VCards(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    void write(const VCardFetched& fetched);
    /// Adds a version whatever the last one says. Returns its id.
    std::int64_t add(const VCardFetched& version, Time confirmed_at);

private:
    void run(sqlite::Statement& statement, const VCardFetched& fetched, Time confirmed_at);
    std::int64_t avatar_id_of(const Avatar& avatar);

    sqlite::Database& database_;
    Accounts& accounts_;
    Addresses& addresses_;
    sqlite::Statement find_avatar_;
    sqlite::Statement insert_avatar_;
    sqlite::Statement confirm_;
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
