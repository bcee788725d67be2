// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"

#include <vector>

namespace boswell::archive {

/// A contact as it was from then on.
struct ContactVersion {
    Time since;
    ContactRecord contact;
};
/// Puts a version in the place of the one before it.
void add_version(ContactRecord& record, RosterVersion version);
void add_version(ContactRecord& record, VCardVersion version);

/// Every version of a contact by its roster entry and vCard, oldest first.
std::vector<ContactVersion> contact_history(const Reader& reader, const Jid& account,
                                            const Jid& contact);

}  // namespace boswell::archive
