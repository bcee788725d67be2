// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/forwarded.hpp"
#include "stanza/translate.hpp"

/// XEP-0313: messages that a server's archive gives back.
namespace boswell::stanza {

/// True if the message claims to be such a result, rightly or not.
bool is_archive_result(const Element& message);

/// What a result carries.
struct ArchiveResult {
    std::optional<StanzaId> archived;  ///< the archive and its id; absent if we did not ask for it
    Forwarded forwarded;               ///< its reason tells what is wrong with any of it
};

/// Believed only if it comes from the archive that was asked and belongs to the open query of the
/// context: anybody can send something that looks like one.
ArchiveResult unwrap_result(const Element& message, const Context& context);

}  // namespace boswell::stanza
