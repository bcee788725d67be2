// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <optional>
#include <string>

/// XEP-0359.
namespace boswell::stanza {

/// The id that an archive gave to `message`, which came from `from`. Believed only if `by` is the
/// account, whose server strips forged ones, or the room the message is from; anybody can write
/// such an element. Several by the same archive contradict each other, so none of them counts.
std::optional<StanzaId> find_stanza_id(const Element& message, const Jid& from,
                                       const Context& context);

/// Chosen by the sender; "" if there is none.
std::string origin_id(const Element& message);

}  // namespace boswell::stanza
