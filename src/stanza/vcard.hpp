// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <cstddef>

/// XEP-0054.
namespace boswell::stanza {

/// A photo with more bytes is not kept; its vCard is.
inline constexpr std::size_t largest_photo = 1u << 20;

/// What the <vCard/> of `contact` says. A picture is taken only if it is clean Base64; one given by
/// address (EXTVAL) is noted and never fetched. The pictures' and sounds' bytes are left out of
/// VCardFetched::element.
VCardFetched to_vcard(const Element& element, const Jid& contact, const Context& context);

}  // namespace boswell::stanza
