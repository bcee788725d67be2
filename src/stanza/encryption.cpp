// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/encryption.hpp"

#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"

#include <algorithm>
#include <array>

namespace boswell::stanza {

static constexpr std::string_view hint = "urn:xmpp:eme:0";
static constexpr std::array<std::string_view, 4> payloads{"eu.siacs.conversations.axolotl",
                                                          "urn:xmpp:omemo:2", "jabber:x:encrypted",
                                                          "urn:xmpp:openpgp:0"};

std::string encryption_of(const Element& message) {
    if (const auto* element = find_child(message, "encryption", hint)) {
        const auto named = element->attribute("namespace");
        if (!named.empty()) return std::string(named);
    }
    for (const auto& child : message.children()) {
        const auto xmlns = child.xmlns();
        if (std::find(payloads.begin(), payloads.end(), xmlns) != payloads.end())
            return std::string(xmlns);
    }
    return child_text(message, "body", ns::client).starts_with("?OTR") ? "urn:xmpp:otr:0" : "";
}

}  // namespace boswell::stanza
