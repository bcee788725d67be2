// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/accounts.hpp"
#include "archive/write/addresses.hpp"
#include "model/pep.hpp"

#include <cstdint>
#include <string>

namespace boswell::archive {

/// Tables pep_event, pep_listing and move_claim: versions of what people publish. What has not
/// changed only moves confirmed_at of the last version. Of a contact and node there are at most 12
/// versions in any hour: after these the newest is written over, so that the last one is always
/// there.
class PepEvents {
public:
    PepEvents(sqlite::Database& database, Accounts& accounts, Addresses& addresses);

    /// True if it is the last word from now on; false for what says nothing.
    bool write(const PepEvent& event);
    void write(const PepNodesListed& listed);
    void write(const MoveClaimed& claim);

private:
    /// One contact's node, and what its next version says.
    struct Version {
        std::int64_t account;
        std::int64_t contact;
        std::string_view node;
        std::int64_t number;
        const PepEvent& event;
    };
    bool is_confirmed(const Version& version);
    bool is_full(const Version& version);
    void insert(const Version& version);
    void overwrite(const Version& version);

    sqlite::Database& database_;
    Accounts& accounts_;
    Addresses& addresses_;
    sqlite::Statement find_last_;
    sqlite::Statement confirm_;
    sqlite::Statement find_twelfth_;
    sqlite::Statement insert_;
    sqlite::Statement remove_;
    sqlite::Statement list_;
    sqlite::Statement claim_;
};

}  // namespace boswell::archive
