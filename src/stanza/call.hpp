// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "stanza/element.hpp"

#include <optional>

namespace boswell::stanza {

/// XEP-0353: what `element`, a child of `message`, says of a call between two. Nothing in rooms,
/// for a session that is no call, and beside a text, which would no longer be shown. `message` has
/// its type, its room and its texts.
std::optional<Annotation> read_call(const Element& element, const Message& message);

}  // namespace boswell::stanza
