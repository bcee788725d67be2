// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/sealed_content.hpp"

#include "stanza/message.hpp"
#include "stanza/parse.hpp"

#include <utility>

namespace boswell::stanza {

static constexpr std::string_view sce = "urn:xmpp:sce:1";

/// Whom the message is to be addressed to, whichever of the account's clients it was sent to.
static Jid recipient_of(const Message& stored) {
    const bool is_to_partner = stored.in_room || stored.direction == Direction::out;
    return is_to_partner ? stored.with : stored.account;
}

/// Whether that affix names the address, if it is there.
static bool fits(const Element& envelope, std::string_view affix, const Jid& jid) {
    const auto* element = find_child(envelope, affix, sce);
    if (element == nullptr) return true;
    const auto named = Jid::parse(element->attribute("jid"));
    return named && named->bare() == jid;
}

static bool is_for(const Element& envelope, const Message& stored, const Jid& sender) {
    // XEP-0384 5.5.1: padding always, in rooms the address of the room.
    if (find_child(envelope, "rpad", sce) == nullptr) return false;
    if (stored.in_room && find_child(envelope, "to", sce) == nullptr) return false;
    return fits(envelope, "from", sender) && fits(envelope, "to", recipient_of(stored));
}

std::optional<Message> read_sealed(std::string_view envelope, Message stored, const Jid& sender) {
    const auto document = parse(envelope);
    if (!document) return std::nullopt;
    const auto& root = document->root();
    if (!is(root, "envelope", sce) || !is_for(root, stored, sender)) return std::nullopt;
    const auto* content = find_child(root, "content", sce);
    if (content == nullptr) return std::nullopt;
    auto said = std::move(stored);
    read_content({.message = content, .original = {}}, said);
    return said;
}

}  // namespace boswell::stanza
