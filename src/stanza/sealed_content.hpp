// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"

#include <optional>
#include <string_view>

namespace boswell::stanza {

/// What a message says whose elements were encrypted together (XEP-0420, with the profile of
/// XEP-0384): `envelope` is the <envelope/> as it was decrypted, `stored` what is known of the
/// message, `sender` who has encrypted it (bare). The texts, annotations and files of `stored`
/// become those of the content. nullopt if the envelope is not as it must be, or does not belong to
/// this message: its sender or its recipient is another one, so somebody has put it into other
/// hands.
std::optional<Message> read_sealed(std::string_view envelope, Message stored, const Jid& sender);

}  // namespace boswell::stanza
