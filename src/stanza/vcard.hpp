// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// XEP-0054.
namespace boswell::stanza {

/// What the <vCard/> of `contact` says. A picture is taken only if it is clean Base64. The address
/// of a picture (EXTVAL) is noted, and the picture never fetched. VCardFetched::element is without
/// the bytes of pictures and sounds.
VCardFetched to_vcard(const Element& element, const Jid& contact, const Context& context);

/// The rest of what VCardFetched::element says. Nothing for a text that is no vCard.
VCardDetails vcard_details(std::string_view element);

/// A picture out of its Base64, which may be broken into lines; nullopt if it is none, or too large
/// to be kept.
std::optional<Avatar> decode_photo(std::string_view base64, std::string mime);

}  // namespace boswell::stanza
