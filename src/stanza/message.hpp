// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace boswell::stanza {

/// A message, and the wrapping that it came in.
struct MessageSource {
    const Element* message = nullptr;
    const Element* wrapper = nullptr;       ///< the <forwarded/> of a carbon copy or of an archive
    const Element* outermost = nullptr;     ///< the stanza of the account's server around that
    std::optional<StanzaId> archived = {};  ///< the archive it comes from, and its id there
    std::string_view language = {};         ///< xml:lang of the wrapping stanza
    std::string_view original;              ///< the bytes of the stanza, wrapping included
};

/// False for a message with nothing in it, and for one that holds only what accompanies a
/// conversation, such as chat states (XEP-0085), receipts (XEP-0184) and markers (XEP-0333), which
/// are events of their own. A message with any element that is not known to be of that kind is
/// kept, for a later version to read.
bool is_worth_keeping(const Element& message);

/// Reads what the message says into `message`, which has its addresses, type and room already.
void read_content(const MessageSource& source, Message& message);

/// The message, or why it cannot be read.
struct TranslatedMessage {
    std::optional<Message> message;
    std::string_view reason;
};
TranslatedMessage to_message(const MessageSource& source, const Context& context);

}  // namespace boswell::stanza
