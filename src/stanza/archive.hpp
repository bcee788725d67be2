// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/forwarded.hpp"
#include "stanza/translate.hpp"

/// XEP-0313: messages that a server's archive gives back.
namespace boswell::stanza {

/// True if the message claims to be a result of an archive, rightly or not.
bool is_archive_result(const Element& message);

/// The message in a result of an archive, or why it is not believed.
struct ArchiveResult {
    std::optional<StanzaId> archived;  ///< the message's id there; absent if we did not ask
    Forwarded forwarded;               ///< its reason covers the result, too
};

/// A result is believed only if it comes from an archive that was asked and names the query of the
/// context that is open there: anybody can send a message that looks like a result.
ArchiveResult unwrap_result(const Element& message, const Context& context);

}  // namespace boswell::stanza
