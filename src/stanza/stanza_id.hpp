// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <optional>
#include <string>

/// XEP-0359.
namespace boswell::stanza {

/// The id that an archive gave to `message`, which came from `from`. Anybody can write such an
/// element, so it is believed only if it is by the account or by the room that the message came
/// from, and only if that one is known to strip forged ids. Several ids by the same archive
/// contradict each other, so none of them counts.
std::optional<StanzaId> find_stanza_id(const Element& message, const Jid& from,
                                       const Context& context);

/// The id that the sender chose; "" if there is none.
std::string origin_id(const Element& message);

}  // namespace boswell::stanza
