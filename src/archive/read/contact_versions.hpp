// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/pairs.hpp"
#include "model/record.hpp"
#include "sqlite/statement.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace boswell::archive {

/// Everything that was known of contacts, oldest first.
class ContactVersions {
public:
    explicit ContactVersions(const sqlite::Database& database);

    std::vector<RosterVersion> roster(const Pair& pair);
    std::vector<VCardVersion> vcards(const Pair& pair);
    /// Until `take` returns false, which is returned then.
    bool for_each_vcard(const Pair& pair, const std::function<bool(const Record&)>& take);
    /// Nothing if it is not here.
    std::optional<Avatar> picture(const std::string& sha1);
    /// The contact as it was known at `at`; nothing if it was not known then.
    std::optional<ContactRecord> contact(const Pair& pair, Time at);

private:
    std::vector<std::string> texts(const std::string& json);
    std::vector<VCardTelephone> telephones(const std::string& json);
    RosterVersion roster_version(const sqlite::Use& use, const Jid& contact);
    VCard vcard(const sqlite::Use& use);
    VCardVersion vcard_version(const sqlite::Use& use);

    sqlite::Statement roster_;
    sqlite::Statement vcard_;
    sqlite::Statement roster_at_;
    sqlite::Statement vcard_at_;
    sqlite::Statement count_at_;
    sqlite::Statement texts_;
    sqlite::Statement telephones_;
    sqlite::Statement avatar_;
};

}  // namespace boswell::archive
