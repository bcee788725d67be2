// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <optional>

namespace boswell::stanza {

/// The address in the stanza's from attribute; the account itself if there is no such attribute
/// (RFC 6120 8.1.2.1); nullopt if the attribute is no address.
inline std::optional<Jid> sender(const Element& stanza, const Jid& account) {
    if (!stanza.has_attribute("from")) return account;
    return Jid::parse(stanza.attribute("from"));
}

}  // namespace boswell::stanza
