// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "stanza/element.hpp"

#include <optional>
#include <string>

namespace boswell::stanza {

/// What people are to read of a message where that is not its body: the body without the parts that
/// are there only for clients that do not know what else the message says (XEP-0428), such as the
/// quotation in a reply; or, where it has no body, the text of its XHTML-IM (XEP-0071). `message`
/// holds what was read of the stanza already. nullopt if the body is what people are to read.
///
/// A fall-back counts only if what it stands for is shown instead, so that a sender cannot hide a
/// text by calling it a fall-back.
std::optional<std::string> shown_text(const Element& stanza, const Message& message);

}  // namespace boswell::stanza
