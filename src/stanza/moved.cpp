// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "model/jid.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/pep.hpp"
#include "stanza/pep_nodes.hpp"
#include "stanza/write_xml.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace boswell::stanza {

PepFields read_moved(const Element& moved) {
    PepFields fields;
    const auto jid = Jid::parse(trim(child_text(moved, "new-jid", moved.xmlns())));
    if (jid && jid->is_bare()) add_field(fields, "value", jid->str());
    return fields;
}

/// The address of an XMPP URI or IRI (RFC 5122), without what is to be done there.
static std::optional<Jid> address_of(std::string_view uri) {
    static constexpr std::string_view scheme = "xmpp:";
    if (to_lower(uri.substr(0, scheme.size())) != scheme) return std::nullopt;
    uri.remove_prefix(scheme.size());
    // Behind two slashes is the account by which to go there.
    if (uri.starts_with("//")) return std::nullopt;
    const auto path = uri.substr(0, uri.find_first_of("?#"));
    const auto address = percent_decoded(path);
    // What separates the parts of an address is not encoded.
    for (const char separator : {'@', '/'}) {
        if (std::ranges::count(address, separator) != std::ranges::count(path, separator))
            return std::nullopt;
    }
    return Jid::parse(address);
}

PepFields read_gone(const Element& gone) {
    PepFields fields;
    const auto jid = address_of(trim(gone.text()));
    if (jid && jid->is_bare()) add_field(fields, "value", jid->str());
    return fields;
}

/// RFC 6120 8.3.1: without `by` it is the entity itself that answers.
static bool is_by(const Element& error, const Jid& contact) {
    const auto by = error.attribute("by");
    if (by.empty()) return true;
    const auto jid = Jid::parse(by);
    return jid && (*jid == contact || *jid == contact.domain());
}

std::optional<PepEvent> moved_by_error(const Element& stanza, const Jid& contact,
                                       const Context& context) {
    if (stanza.attribute("type") != "error") return std::nullopt;
    const auto* error = find_child(stanza, "error", ns::client);
    if (error == nullptr || !is_by(*error, contact)) return std::nullopt;
    const auto* gone = find_child(*error, "gone", ns::stanza_errors);
    if (gone == nullptr) return std::nullopt;
    auto fields = read_gone(*gone);
    if (fields.empty() || fields.front().value == contact.str()) return std::nullopt;
    auto event = nothing_published(PepNode::moved, contact, context);
    event.payload = canonical_xml(*gone);
    event.fields = std::move(fields);
    if (event.payload->size() > largest_payload) return std::nullopt;
    return event;
}

std::optional<Jid> former_address(const Element& presence) {
    const auto xmlns = node_name(PepNode::moved);
    const auto* moved = find_child(presence, "moved", xmlns);
    if (moved == nullptr || presence.attribute("type") != "subscribe") return std::nullopt;
    const auto jid = Jid::parse(trim(child_text(*moved, "old-jid", xmlns)));
    return jid && jid->is_bare() ? jid : std::nullopt;
}

}  // namespace boswell::stanza
