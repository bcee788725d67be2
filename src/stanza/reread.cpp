// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/reread.hpp"

#include "stanza/archive.hpp"
#include "stanza/carbons.hpp"
#include "stanza/message.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/parse.hpp"

#include <utility>

namespace boswell::stanza {

const Element* find_wrapped(const Element& stanza, const Jid& account) {
    if (!is(stanza, "message", ns::client)) return nullptr;
    if (is_carbon(stanza)) return unwrap_carbon(stanza, account).message;
    if (!is_archive_result(stanza)) return &stanza;
    const auto* result = find_child(stanza, "result", ns::archive);
    return result == nullptr ? nullptr : unwrap_forwarded(*result, "a result").message;
}

std::optional<Message> reread(std::string_view original, Message stored) {
    const auto document = parse(original);
    if (!document) return std::nullopt;
    const auto& stanza = document->root();
    const auto* message = find_wrapped(stanza, stored.account);
    if (message == nullptr) return std::nullopt;
    const auto outer = message == &stanza ? std::string_view() : language(stanza);
    read_content({.message = message, .language = outer, .original = original}, stored);
    return stored;
}

}  // namespace boswell::stanza
