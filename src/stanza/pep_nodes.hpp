// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pep.hpp"
#include "stanza/element.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

/// What is published at the nodes of PEP, a XEP a file. Each function gets the element that the XEP
/// demands there; what is not as the XEP has it is left out. No fields: nothing is published.
namespace boswell::stanza {

using PepFields = std::vector<PepField>;

/// XEP-0107: `value`, such as "happy", and `text`.
PepFields read_mood(const Element& mood);
/// XEP-0108: `general`, `specific` and `text`.
PepFields read_activity(const Element& activity);
/// XEP-0118, by the names of its elements.
PepFields read_tune(const Element& tune);
/// XEP-0080, by the names of its elements.
PepFields read_location(const Element& geoloc);
/// XEP-0172: `value`.
PepFields read_nick(const Element& nick);
/// XEP-0084: `sha1`, in hex, and as far as they are there `mime`, `bytes`, `width`, `height` and
/// `url`, from where nothing is fetched. Of several pictures the first without a URL.
PepFields read_avatar_metadata(const Element& metadata);
/// XEP-0292, by the names of an archived vCard, such as `full_name`.
PepFields read_vcard4(const Element& vcard);
/// XEP-0384, its older protocol as well: `value` for the id of each device, ascending. Of more than
/// `most_devices` the first.
PepFields read_device_list(const Element& list);
inline constexpr std::size_t most_devices = 100;
/// XEP-0283: `value`, the bare JID that the user has moved to.
PepFields read_moved(const Element& moved);
/// The same of the <gone/> of an error (RFC 6120 8.3.3.5), if it has an XMPP URI.
PepFields read_gone(const Element& gone);
/// The same of a subscription request: the address that its sender says to have had before.
std::optional<Jid> former_address(const Element& presence);

/// The element that belongs into an item of that node.
struct PepPayload {
    std::string_view name;
    std::string_view xmlns;
    PepFields (*read)(const Element& payload);
};
PepPayload payload_of(PepNode node);

/// Adds a field, its value trimmed, unless it is empty.
void add_field(PepFields& fields, std::string_view name, std::string_view value);

}  // namespace boswell::stanza
