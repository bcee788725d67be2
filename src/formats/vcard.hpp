// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <optional>
#include <string>

namespace boswell::formats {

/// A contact as a vCard 4.0 (RFC 6350) for address books. The name in the roster, which the user
/// gave, stands before the one that the contact has given himself. UID depends on account and
/// address alone, so that a later vCard takes the place of this one. Without a vCard in the record
/// there is what the roster says. A picture that is somewhere else (VCard::photo_url) is left out,
/// because an address book would fetch it and so tell its owner who reads.
std::string to_vcard(const ContactRecord& contact, const VCardDetails& details,
                     const std::optional<Avatar>& avatar);

/// RFC 5122: xmpp:bob@example.net, with what a URI may not have in percent-encoding.
std::string xmpp_uri(const Jid& jid);

}  // namespace boswell::formats
