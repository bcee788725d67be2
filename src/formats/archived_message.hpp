// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boswell::formats {

/// A message as an archive of a server has it (XEP-0313).
struct ArchivedMessage {
    Jid account;
    std::string id;  ///< in that archive
    Time stamp;
    std::string stanza;  ///< the plain one
    /// What an export of boswell says of its id (XEP-0359).
    std::optional<StanzaId> stanza_id = {};
};

/// The record of such a message. The id that it has within its stanza is not believed: a stranger
/// may have written it. nullopt for what is no message, and for what holds nothing to keep, such as
/// a receipt.
std::optional<MessageRecord> record_of(const ArchivedMessage& archived);

}  // namespace boswell::formats
