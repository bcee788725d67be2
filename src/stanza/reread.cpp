// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/reread.hpp"

#include "stanza/archive.hpp"
#include "stanza/carbons.hpp"
#include "stanza/message.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/parse.hpp"
#include "stanza/tombstone.hpp"

#include <utility>

namespace boswell::stanza {

const Element* find_wrapped(const Element& stanza, const Jid& account) {
    if (!is(stanza, "message", ns::client)) return nullptr;
    if (is_carbon(stanza)) return unwrap_carbon(stanza, account).message;
    if (!is_archive_result(stanza)) return &stanza;
    const auto* result = find_child(stanza, "result", ns::archive);
    return result == nullptr ? nullptr : unwrap_forwarded(*result, "a result").message;
}

/// The message in the stored stanza, of which `known` gets all that it says; nullptr if there is
/// none.
static const Element* read_wrapped(const Document& document, std::string_view original,
                                   Message& known) {
    const auto& stanza = document.root();
    const auto* message = find_wrapped(stanza, known.account);
    if (message == nullptr) return nullptr;
    const auto outer = message == &stanza ? std::string_view() : language(stanza);
    read_content({.message = message, .language = outer, .original = original}, known);
    return message;
}

std::optional<Message> reread(std::string_view original, Message stored) {
    const auto document = parse(original);
    if (!document || read_wrapped(*document, original, stored) == nullptr) return std::nullopt;
    return stored;
}

std::optional<Message> reread_tombstone(std::string_view original, Message copy) {
    if (original.find("retracted") == std::string_view::npos) return std::nullopt;  // nearly always
    const auto document = parse(original);
    if (!document) return std::nullopt;
    const auto* message = read_wrapped(*document, original, copy);
    return message == nullptr ? std::nullopt : retraction_of_tombstone(*message, copy);
}

}  // namespace boswell::stanza
